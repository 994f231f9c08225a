import { useRef, useState } from 'react';
import { z } from 'zod';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { Task } from '../../../../shared/domain/work-file.ts';
import { useCall } from '../../../app/calls.ts';
import { announce, Button, ErrorNotice, Field, Foreign, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { fieldOfInstant, instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import entries from '../parts/entries.module.css';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { Revealing, revealingGaps } from './Revealing.tsx';
import { useSignDraft } from '../use-sign-draft.ts';
import { dayAndTime, relative } from '../when.ts';

const PART = 'urgent new';
const ActionForm = z.object({
  text: z.string(),
  holder: z.string(),
  due: z.string(),
  /** What could reveal a report is told to nobody outside the unit. */
  inside: z.boolean().default(false),
});
type ActionForm = z.infer<typeof ActionForm>;

/** What has to be done now so that nobody comes to harm: who does it, by when, and how it ended. */
export function UrgentActions() {
  const { caseId, read, file, me, now } = useOpenCase();
  const empty = (): ActionForm => ({ text: '', holder: me.user, due: '', inside: false });
  const draft = useDraft(caseId, PART, read.drafts, ActionForm, empty);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const people = useCall('directory.people', { unit: read.row.unit, caseIds: [caseId] }).value ?? [];
  const { value, change } = draft;
  const urgent = file.work.tasks.filter(({ facets }) => facets.kind === 'urgent');
  const open = urgent.filter(({ settled }) => settled === null);
  const settled = urgent.filter((task) => task.settled !== null);
  const due = value.due === '' ? null : instantOfField(value.due);
  return (
    <div className={styles.form}>
      {open.length === 0 && <p className={styles.muted}>{t('No urgent action is open.')}</p>}
      {open.length > 0 && (
        <ol className={entries.entries} aria-label={t('Open urgent actions')}>
          {open.map((task) => (
            <OpenAction key={task.event} task={task} />
          ))}
        </ol>
      )}
      <div
        ref={form}
        className={styles.form}
        data-draft={draft.savedAt !== null}
        role="group"
        aria-label={t('New urgent action')}
      >
        <TextArea
          label={t('What has to be done')}
          name="text"
          rows={2}
          maxLength={4000}
          value={value.text}
          onChange={(text) => change({ text })}
        />
        <Revealing text={value.text} inside={value.inside} onInside={(inside) => change({ inside })} />
        <div className={entries.twoFields}>
          <label className={styles.above}>
            <span className={styles.small}>{t('Who does it')}</span>
            <select value={value.holder} onChange={(event) => change({ holder: event.target.value })}>
              <option value={me.user}>{t('You')}</option>
              {people
                .filter(({ user }) => user !== me.user)
                .map(({ user, name }) => (
                  <option key={user} value={user}>
                    {name}
                  </option>
                ))}
              <option value="">{t('Anybody of the unit')}</option>
            </select>
          </label>
          <label className={styles.above}>
            <span className={styles.small}>{t('By when')}</span>
            <input
              type="datetime-local"
              min={fieldOfInstant(new Date(now).toISOString())}
              value={value.due}
              onChange={(event) => change({ due: event.target.value })}
            />
          </label>
        </div>
        <SignBar
          words={t('Sign the action')}
          draft={draft}
          lacks={[
            ...(value.text.trim() === '' ? [t('Say what has to be done.')] : []),
            ...revealingGaps(value.text, value.inside),
            ...(due === null ? [t('Say by when: a safeguarding action needs a time.')] : []),
            ...(due !== null && Date.parse(due) < Date.now() - 60_000 ? [t('That time has passed.')] : []),
          ]}
          onSign={() =>
            signDraft(draft, PART, {
              type: 'task_set',
              facets: {
                kind: 'urgent',
                holder: value.holder === '' ? null : value.holder,
                ...(due !== null && { due }),
              },
              payload: { text: value.text.trim() },
            })
          }
        />
      </div>
      {settled.length > 0 && (
        <details>
          <summary className={styles.small}>{t('Settled: {{count}}', { count: settled.length })}</summary>
          <ol className={entries.entries}>
            {settled.map((task) => (
              <li key={task.event} className={entries.entry}>
                <Foreign as="p" text={task.contents?.text ?? t('Erased')} />
                <p className={entries.entryHead}>
                  <strong>{task.settled!.facets.result === 'done' ? t('Done') : t('Not required')}</strong>
                  <Foreign text={task.settled!.contents?.note ?? ''} />
                  <Signature signed={task.settled!} />
                </p>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function OpenAction({ task }: { readonly task: Task }) {
  const { nameOf, now, sign } = useOpenCase();
  const [why, setWhy] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const { holder, due } = task.facets;
  const settle = async (result: 'done' | 'not_required', note: string) => {
    const answer = await sign({
      type: 'task_settled',
      facets: { task: task.event, result },
      payload: note === '' ? {} : { note },
    });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) announce(t('Settled'));
  };
  return (
    <li className={entries.entry}>
      <Foreign as="p" text={task.contents?.text ?? t('Erased')} />
      <p className={entries.entryHead}>
        <span>{holder === null ? t('Anybody of the unit') : nameOf(holder)}</span>
        {due !== undefined && (
          <strong className={Date.parse(due) < now ? styles.passed : styles.due}>
            {dayAndTime(due, now)}, {relative(due, now)}
          </strong>
        )}
        <Signature signed={task} />
      </p>
      {why !== null && (
        <Field
          label={t('Why it is not required')}
          maxLength={4000}
          value={why}
          autoFocus
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      <p className={styles.row}>
        {why === null ? (
          <>
            <Button variant="quiet" onClick={() => setWhy('')}>
              {t('Not required…')}
            </Button>
            <Button onClick={() => void settle('done', '')}>{t('Done')}</Button>
          </>
        ) : (
          <>
            <Button variant="quiet" onClick={() => setWhy(null)}>
              {t('Leave it open')}
            </Button>
            <Button disabled={why.trim() === ''} onClick={() => void settle('not_required', why.trim())}>
              {t('Sign: not required')}
            </Button>
          </>
        )}
      </p>
    </li>
  );
}
