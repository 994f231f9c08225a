import { useRef } from 'react';
import { z } from 'zod';
import { AnnotationKind } from '../../../../shared/domain/annotation.ts';
import { useCommand } from '../../../app/commands.ts';
import { useLayer } from '../../../app/layers.tsx';
import { Button, ErrorNotice, Foreign, TextArea } from '../../../ui/index.ts';
import { DraftLine } from '../parts/DraftLine.tsx';
import { useOpenCase } from '../open-case.ts';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { kindWord } from '../words.ts';
import styles from './reading.module.css';
import type { Span } from './sentences.ts';
import { type Acts, hasWords } from './use-acts.ts';
import { t } from '../../../words/t.ts';

/** What is being marked or changed: kept as a draft, so that a lock in the middle of a note costs nothing. */
export const MarkForm = z.object({
  kind: AnnotationKind,
  from: z.int(),
  to: z.int(),
  text: z.string(),
  /** The annotation that is changed; null for a new one. */
  annotation: z.string().nullable(),
});
export type MarkForm = z.infer<typeof MarkForm>;
export const markPart = (annotation: string | null) => `mark ${annotation ?? 'new'}`;

const hints: Partial<Record<AnnotationKind, string>> = {
  note: t('Your note'),
  tag: t('Tag, in a word or two'),
  person: t('Who is meant, as the report says it: never the reporter'),
};

interface Props {
  readonly start: MarkForm;
  /** The passage chosen in the text now. */
  readonly passage: Span | null;
  readonly acts: Acts;
  readonly onClose: () => void;
}

/** The words of a mark, or its new extent; the text above stays in use to trim the passage. */
export function MarkEditor({ start, passage, acts, onClose }: Props) {
  const { caseId, read, file } = useOpenCase();
  const part = markPart(start.annotation);
  const draft = useDraft(caseId, part, read.drafts, MarkForm, () => start);
  const form = useRef<HTMLFormElement>(null);
  useCaret(form, draft);
  useLayer(true, onClose, false);
  const { kind, annotation } = draft.value;
  const span = passage ?? draft.value;
  const words = file.report?.narrative.slice(span.from, span.to) ?? '';

  const empty = hasWords(kind) && draft.value.text.trim() === '';
  const sign = async () => {
    if (empty) return;
    await draft.lock();
    const kept = draft.savedAt === null ? undefined : part;
    const done =
      annotation === null
        ? await acts.mark(kind, span, draft.value.text, kept)
        : await acts.revise(annotation, span, hasWords(kind) ? draft.value.text : null, kept);
    if (!done) {
      draft.unlock();
      return;
    }
    draft.signed();
    onClose();
  };
  useCommand('global.sign', () => void sign());

  return (
    <form
      ref={form}
      className={styles.panel}
      aria-label={
        annotation === null
          ? t('{{kindWord}}: new', { kindWord: kindWord[kind] })
          : t('{{kindWord}}: change', { kindWord: kindWord[kind] })
      }
      // The focus decides which form a signing key means: this one hears its own.
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void sign();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <p className={styles.panelQuote}>
        <strong>
          {annotation === null
            ? kindWord[kind]
            : t('Change this {{kindWord}}', { kindWord: kindWord[kind].toLowerCase() })}
        </strong>{' '}
        <q className={styles.quote}>
          <Foreign text={words} />
        </q>
      </p>
      {hasWords(kind) ? (
        <TextArea
          label={hints[kind] ?? t('Words')}
          name="text"
          rows={kind === 'note' ? 3 : 1}
          autoFocus
          value={draft.value.text}
          onChange={(text) => draft.change({ text: text, from: span.from, to: span.to })}
        />
      ) : (
        <p>{t('Shift+↑↓ extends by a sentence, Shift+←→ by a word, or select with the pointer.')}</p>
      )}
      {acts.error !== null && <ErrorNotice error={acts.error} />}
      <div className={styles.panelFoot}>
        <DraftLine draft={draft} />
        <Button
          variant="quiet"
          onClick={() => {
            if (draft.savedAt !== null && draft.value.text.trim() === '') void draft.discard();
            onClose();
          }}
        >
          {t('Close')}
        </Button>
        <Button variant="main" keys="Ctrl+Enter" submit disabled={empty}>
          {t('Sign {{kindWord}}', { kindWord: kindWord[kind].toLowerCase() })}
        </Button>
      </div>
    </form>
  );
}
