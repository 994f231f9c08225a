import { useId, useRef } from 'react';
import { z } from 'zod';
import { useCall } from '../../../app/calls.ts';
import { RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { fieldOfInstant, instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import parts from '../parts/parts.module.css';
import { Revealing, revealingGaps } from '../safeguarding/Revealing.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import styles from './dues.module.css';

export const NEW_TASK = 'task new';
const nobody = '';

const TaskDraft = z.object({
  kind: z.enum(['task', 'urgent']).nullable(),
  text: z.string(),
  holder: z.string(),
  due: z.string(),
  /** Nobody outside the unit is told these words; absent in drafts of an earlier version. */
  inside: z.boolean().default(false),
});
type TaskDraft = z.infer<typeof TaskDraft>;

/** Sets a task, or an urgent action that keeps a person safe: what, who holds it, and by when. */
export function TaskForm({ onSigned }: { readonly onSigned: () => void }) {
  const { caseId, read, file, me, now } = useOpenCase();
  const empty = useRef((): TaskDraft => ({ kind: null, text: '', holder: me.user, due: '', inside: false })).current;
  const draft = useDraft(caseId, NEW_TASK, read.drafts, TaskDraft, empty);
  const form = useRef<HTMLDivElement>(null);
  const holderField = useId();
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const unit = file.received?.unit ?? me.desks[0]?.unit ?? '';
  // Only those who can hold the case are offered; why somebody is not among them is not told.
  const people = useCall('directory.people', { unit, caseIds: [caseId] });
  const due = instantOfField(value.due);
  return (
    <div
      ref={form}
      className={styles.form}
      data-draft={draft.savedAt !== null}
      role="group"
      aria-label={t('New task or safeguarding action')}
    >
      <RadioKeys
        label={t('Kind')}
        choices={[
          { value: 'urgent', label: t('Urgent safeguarding action'), key: 'U' },
          { value: 'task', label: t('Task'), key: 'T' },
        ]}
        value={value.kind}
        onChange={(kind) => change({ kind })}
      />
      <TextArea
        label={t('What is to be done')}
        name="text"
        rows={2}
        maxLength={4000}
        value={value.text}
        onChange={(text) => change({ text })}
      />
      {value.kind === 'urgent' && (
        <Revealing text={value.text} inside={value.inside} onInside={(inside) => change({ inside })} />
      )}
      <div className={parts.select}>
        <label htmlFor={holderField} className={parts.legend}>
          {t('Who does it')}
        </label>
        <select id={holderField} value={value.holder} onChange={(event) => change({ holder: event.target.value })}>
          <option value={me.user}>{t('Me')}</option>
          {(people.value ?? [])
            .filter(({ user }) => user !== me.user)
            .map(({ user, name }) => (
              <option key={user} value={user}>
                {name}
              </option>
            ))}
          <option value={nobody}>{t('Nobody yet')}</option>
        </select>
      </div>
      <label className={styles.when}>
        <span>{t('By when, in London')}</span>
        <input
          type="datetime-local"
          name="due"
          min={fieldOfInstant(new Date(now).toISOString())}
          value={value.due}
          onChange={(event) => change({ due: event.target.value })}
        />
        {value.kind === 'task' && <small>{t('May stay empty: the task then has no clock.')}</small>}
      </label>
      <SignBar
        words={value.kind === 'urgent' ? t('Sign the action') : t('Sign the task')}
        draft={draft}
        lacks={[
          ...(value.kind === null ? [t('Choose the kind.')] : []),
          ...(value.text.trim() === '' ? [t('Say what is to be done.')] : []),
          ...(value.kind === 'urgent' ? revealingGaps(value.text, value.inside) : []),
          ...(value.kind === 'urgent' && due === null ? [t('Say by when: a safeguarding action needs a time.')] : []),
        ]}
        onSign={async () => {
          const error = await signDraft(draft, NEW_TASK, {
            type: 'task_set',
            facets: {
              kind: value.kind!,
              holder: value.holder === nobody ? null : value.holder,
              ...(due !== null && { due }),
            },
            payload: { text: value.text.trim() },
          });
          if (error === null) onSigned();
          return error;
        }}
      />
    </div>
  );
}
