/** What can be done with a passage or an annotation: signed at once where there are no words to write. */
import { useRef, useState } from 'react';
import { type AnnotationKind, textTarget } from '../../../../shared/domain/annotation.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { announce } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { kindWord } from '../words.ts';
import type { Span } from './sentences.ts';
import { t } from '../../../words/t.ts';

/** Kinds that hold words of the assessor. A reporter clue never does: it must not become a file on the reporter. */
export const hasWords = (kind: AnnotationKind) => kind === 'note' || kind === 'tag' || kind === 'person';

export interface Acts {
  readonly error: CallError | null;
  /** Signs a mark without words. Answers whether it was signed. */
  readonly mark: (kind: AnnotationKind, passage: Span, words?: string, draft?: string) => Promise<boolean>;
  readonly revise: (annotation: string, passage: Span, words: string | null, draft?: string) => Promise<boolean>;
  readonly withdraw: (annotation: string) => Promise<boolean>;
  /** Takes the last mark of this sitting back; null when there is none. */
  readonly undo: (() => void) | null;
}

export function useActs(): Acts {
  const { file, read, sign, setActive, whereabouts } = useOpenCase();
  const [error, setError] = useState<CallError | null>(null);
  const [made, setMade] = useState<readonly string[]>([]);
  const busy = useRef(false);
  const text = file.report?.narrative ?? '';
  const sha256 = read.narrativeSha256 ?? '';

  const signing = async (...command: Parameters<typeof sign>) => {
    if (busy.current) return null;
    busy.current = true;
    setError(null);
    const answer = await sign(...command);
    busy.current = false;
    if (!answer.ok) setError(answer.error);
    return answer.ok ? answer.value : null;
  };

  const withdraw = async (annotation: string) => {
    const done = await signing({
      type: 'annotation_withdrawn',
      facets: { annotation },
      payload: {},
    });
    if (done === null) return false;
    setMade((before) => before.filter((id) => id !== annotation));
    setActive(null);
    announce(t('Withdrawn'));
    return true;
  };

  return {
    error,
    mark: async (kind, { from, to }, words, draft) => {
      const target = textTarget(text, from, to, sha256);
      const stayed = whereabouts();
      const done = await signing({
        type: 'annotated',
        facets: { kind },
        payload: { target, ...(words !== undefined && words.trim() !== '' && { text: words.trim() }) },
        ...(draft !== undefined && { draft }),
      });
      const event = done?.event ?? null;
      if (event === null) return false;
      setMade((before) => [...before, event]);
      setActive(event, kind === 'statement' && stayed() ? 'grade' : undefined);
      announce(t('{{kindWord}} signed', { kindWord: kindWord[kind] }));
      return true;
    },
    revise: async (annotation, { from, to }, words, draft) => {
      const target = textTarget(text, from, to, sha256);
      const done = await signing({
        type: 'annotation_revised',
        facets: { annotation },
        payload: { target, ...(words !== null && words.trim() !== '' && { text: words.trim() }) },
        ...(draft !== undefined && { draft }),
      });
      if (done !== null) announce(t('New version signed'));
      return done !== null;
    },
    withdraw,
    undo: made.length === 0 ? null : () => void withdraw(made.at(-1)!),
  };
}
