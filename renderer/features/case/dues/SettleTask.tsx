import { useRef } from 'react';
import { z } from 'zod';
import type { Task } from '../../../../shared/domain/work-file.ts';
import { Foreign, RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import styles from './dues.module.css';

export const taskPart = (task: string) => `task ${task}`;

const SettleDraft = z.object({ result: z.enum(['done', 'not_required']).nullable(), note: z.string() });
type SettleDraft = z.infer<typeof SettleDraft>;
const emptySettle = (): SettleDraft => ({ result: null, note: '' });

/** Settles a task: done, or not required, which needs its reason. */
export function SettleTask({ task, onSigned }: { readonly task: Task; readonly onSigned: () => void }) {
  const { caseId, read } = useOpenCase();
  const part = taskPart(task.event);
  const draft = useDraft(caseId, part, read.drafts, SettleDraft, emptySettle);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const note = value.note.trim();
  return (
    <div
      ref={form}
      className={styles.form}
      data-draft={draft.savedAt !== null}
      role="group"
      aria-label={t('Settle the task')}
    >
      <Foreign as="p" text={task.contents?.text ?? t('Erased')} />
      <RadioKeys
        label={t('Result')}
        choices={[
          { value: 'done', label: t('Done'), key: 'D' },
          { value: 'not_required', label: t('Not required'), key: 'N' },
        ]}
        value={value.result}
        onChange={(result) => change({ result })}
      />
      <TextArea
        label={value.result === 'not_required' ? t('Not required because') : t('What was done (may stay empty)')}
        name="note"
        rows={2}
        maxLength={4000}
        value={value.note}
        onChange={(next) => change({ note: next })}
      />
      <SignBar
        words={t('Sign the result')}
        draft={draft}
        lacks={[
          ...(value.result === null ? [t('Choose the result.')] : []),
          ...(value.result === 'not_required' && note === '' ? [t('Say why it is not required.')] : []),
        ]}
        onSign={async () => {
          const error = await signDraft(draft, part, {
            type: 'task_settled',
            facets: { task: task.event, result: value.result! },
            payload: note === '' ? {} : { note },
          });
          if (error === null) onSigned();
          return error;
        }}
      />
    </div>
  );
}
