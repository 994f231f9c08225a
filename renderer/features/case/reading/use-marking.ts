/** The sentence cursor over the narrative, and the passage that the next mark will cover. */
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { recall, usePlace } from '../../../app/place.ts';
import { endMovedByWord } from './trim.ts';
import { type Span, sentenceAt, sentencesOf, trimmed } from './sentences.ts';

const Remembered = z.object({ sentence: z.int().min(0) });

export interface Marking {
  readonly sentences: readonly Span[];
  /** The sentence under the cursor. */
  readonly cursor: number;
  /** The passage in UTF-16 offsets: the sentence, the extended sentences, or what the pointer chose. */
  readonly passage: Span | null;
  /** In marking mode the text is a listbox of sentences, and letters act. */
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
  readonly move: (step: number) => void;
  readonly goTo: (sentence: number) => void;
  readonly extend: (step: -1 | 1) => void;
  readonly trimByWord: (direction: -1 | 1) => void;
  readonly choose: (passage: Span | null) => void;
}

interface State {
  readonly cursor: number;
  /** Where an extension began. */
  readonly anchor: number;
  readonly own: Span | null;
  readonly on: boolean;
}

export function useMarking(caseId: string, text: string): Marking {
  const sentences = useMemo(() => sentencesOf(text), [text]);
  const remember = usePlace((place) => place.remember);
  const key = `case ${caseId} sentence`;
  const last = Math.max(0, sentences.length - 1);
  const within = (index: number) => Math.min(Math.max(index, 0), last);
  const [state, setState] = useState<State>(() => {
    const cursor = Math.min(recall(key, Remembered)?.sentence ?? 0, last);
    return { cursor, anchor: cursor, own: null, on: false };
  });

  const passage = useMemo<Span | null>(() => {
    if (state.own !== null) return state.own;
    const first = sentences[Math.min(state.anchor, state.cursor)];
    const end = sentences[Math.max(state.anchor, state.cursor)];
    return first === undefined || end === undefined ? null : trimmed(text, { from: first.from, to: end.to });
  }, [state, sentences, text]);

  const goTo = (sentence: number) => {
    const cursor = within(sentence);
    setState((before) => ({ ...before, cursor, anchor: cursor, own: null }));
    remember(key, { sentence: cursor });
  };
  return {
    sentences,
    cursor: state.cursor,
    passage,
    on: state.on,
    turn: (on) => setState((before) => ({ ...before, on, anchor: before.cursor, own: on ? before.own : null })),
    move: (step) => goTo(state.cursor + step),
    goTo,
    extend: (step) => setState((before) => ({ ...before, cursor: within(before.cursor + step), own: null, on: true })),
    trimByWord: (direction) => {
      if (passage !== null) setState((before) => ({ ...before, own: endMovedByWord(text, passage, direction) }));
    },
    choose: (own) => {
      if (own === null) setState((before) => ({ ...before, own: null }));
      else {
        const cursor = sentenceAt(sentences, own.from);
        setState((before) => ({ ...before, cursor, anchor: cursor, own }));
      }
    },
  };
}
