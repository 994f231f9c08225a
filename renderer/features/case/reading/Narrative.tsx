import { Fragment, type KeyboardEvent, memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { AnnotationKind } from '../../../../shared/domain/annotation.ts';
import { kindWord } from '../words.ts';
import { type Run, runsOf } from './runs.ts';
import { paragraphsOf, type Span } from './sentences.ts';
import { visibleName } from './visible-text.ts';
import styles from './reading.module.css';
import { t } from '../../../words/t.ts';

/** One mark over the text: an annotation, the passage chosen now, or a search hit. */
export interface TextMark extends Span {
  readonly id: string;
  readonly look:
    'statement' | 'note' | 'highlight' | 'tag' | 'person' | 'reporter_clue' | 'passage' | 'hit' | 'override';
  readonly active: boolean;
  /** The number of a statement, the words of a tag. */
  readonly label?: string;
}

interface Props {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly marks: readonly TextMark[];
  readonly cursor: number;
  readonly marking: boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onPoint: (sentence: number, annotation: string | null) => void;
  readonly onSelection: () => void;
}

const sentenceId = (index: number) => `sentence-${index}`;

/**
 * The narrative, as text and nothing else: a document for reading, in marking mode a listbox of its sentences. Every
 * run carries its offset, by which a pointer's selection is found in the text again.
 */
export function Narrative({ text, sentences, marks, cursor, marking, onKeyDown, onPoint, onSelection }: Props) {
  const paragraphs = useMemo(() => paragraphsOf(text), [text]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector(`#${sentenceId(cursor)}`)?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  const role = marking ? { role: 'listbox', 'aria-multiselectable': true } : { role: 'document' };
  return (
    <div
      ref={box}
      {...role}
      className={styles.narrative}
      data-narrative
      data-keys={marking ? 'reading annotation' : 'reading'}
      data-marking={marking}
      tabIndex={0}
      aria-label={marking ? t('Sentences of the report') : t('The report')}
      aria-activedescendant={marking ? sentenceId(cursor) : undefined}
      onKeyDown={onKeyDown}
      onMouseUp={onSelection}
      onClick={(event) => {
        const element = event.target instanceof Element ? event.target : null;
        const sentence = element?.closest('[data-sentence]')?.getAttribute('data-sentence') ?? null;
        const annotation = element?.closest('[data-annotation]')?.getAttribute('data-annotation') ?? null;
        if (sentence !== null && window.getSelection()?.isCollapsed !== false) onPoint(Number(sentence), annotation);
      }}
    >
      {paragraphs.map((paragraph) => (
        <p key={paragraph.from} dir="auto" role={marking ? 'presentation' : undefined} className={styles.paragraph}>
          {sentencesWithin(sentences, paragraph).map(({ index, span }) => (
            <Sentence
              key={index}
              index={index}
              span={span}
              text={text}
              marks={marks.filter((mark) => mark.from < span.to && mark.to > span.from)}
              current={index === cursor}
              marking={marking}
            />
          ))}
        </p>
      ))}
    </div>
  );
}

function sentencesWithin(sentences: readonly Span[], paragraph: Span): { index: number; span: Span }[] {
  return sentences.flatMap((sentence, index) => {
    const span = { from: Math.max(sentence.from, paragraph.from), to: Math.min(sentence.to, paragraph.to) };
    return span.from < span.to ? [{ index, span }] : [];
  });
}

interface SentenceProps {
  readonly index: number;
  readonly span: Span;
  readonly text: string;
  readonly marks: readonly TextMark[];
  readonly current: boolean;
  readonly marking: boolean;
}

const Sentence = memo(
  function Sentence({ index, span, text, marks, current, marking }: SentenceProps) {
    const chosen = marks.some((mark) => mark.look === 'passage');
    const option = marking ? { role: 'option', 'aria-selected': chosen } : {};
    return (
      <span id={sentenceId(index)} {...option} data-sentence={index} data-current={current} className={styles.sentence}>
        {runsOf(span, marks).map((run) => (
          <RunOfText key={run.from} run={run} text={text} />
        ))}
      </span>
    );
  },
  (before, after) =>
    before.text === after.text &&
    before.span.from === after.span.from &&
    before.span.to === after.span.to &&
    before.current === after.current &&
    before.marking === after.marking &&
    before.marks.length === after.marks.length &&
    before.marks.every((mark, index) => sameMark(mark, after.marks[index]!)),
);

const sameMark = (a: TextMark, b: TextMark) =>
  a.id === b.id &&
  a.from === b.from &&
  a.to === b.to &&
  a.look === b.look &&
  a.active === b.active &&
  a.label === b.label;

function RunOfText({ run, text }: { readonly run: Run<TextMark>; readonly text: string }): ReactNode {
  const raw = text.slice(run.from, run.to);
  const words = (
    <span data-from={run.from} data-to={run.to} className={classesOf(run.marks)} {...described(run)}>
      {run.marks.some((mark) => mark.look === 'override') ? visibleName(raw) : raw}
    </span>
  );
  const numbered = run.marks.filter((mark) => mark.from === run.from && mark.look === 'statement');
  const tags = run.marks.filter((mark) => mark.to === run.to && mark.look === 'tag');
  return (
    <Fragment>
      {numbered.map((mark) => (
        <sup key={mark.id} data-annotation={mark.id} data-active={mark.active} className={styles.number}>
          {mark.label}
        </sup>
      ))}
      {words}
      {tags.map((mark) => (
        <span key={mark.id} data-annotation={mark.id} data-active={mark.active} dir="auto" className={styles.chip}>
          {mark.label}
        </span>
      ))}
    </Fragment>
  );
}

const classesOf = (marks: readonly TextMark[]) =>
  [...marks.map((mark) => styles[mark.look]), marks.some((mark) => mark.active) ? styles.active : '']
    .filter(Boolean)
    .join(' ') || undefined;

const isAnnotation = (mark: TextMark): mark is TextMark & { look: AnnotationKind } =>
  mark.look !== 'passage' && mark.look !== 'hit' && mark.look !== 'override';

/** What lies over the words, for a screen reader; the innermost annotation is the one that a click means. */
function described({ marks }: Run<TextMark>) {
  const annotations = marks.filter(isAnnotation);
  const innermost = annotations.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
  if (innermost === undefined) return {};
  const words = annotations.map(({ look, label }) => `${kindWord[look]}${label === undefined ? '' : ` ${label}`}`);
  return { 'data-annotation': innermost.id, 'aria-description': words.join(', ') };
}
