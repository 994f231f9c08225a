import { useRef, useState } from 'react';
import { z } from 'zod';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { AlertWords } from '../../../shared/bridge/danger.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { fieldOfInstant, instantOfField } from '../case/london-field.ts';
import { DraftLine } from '../case/parts/DraftLine.tsx';
import { useCaret } from '../case/use-caret.ts';
import { useDraft } from '../case/use-draft.ts';
import classes from './danger.module.css';

const ToldForm = z.object({ name: z.string(), at: z.string(), said: z.string() });
type ToldForm = z.infer<typeof ToldForm>;
const empty = (): ToldForm => ({ name: '', at: '', said: '' });

/** Milliseconds by which a clock on the wall may be ahead of this one. */
const ahead = 120_000;

/** Why it cannot be signed yet; an empty time means now, and it can have been neither before the alert nor later. */
function lackOf(form: ToldForm, raisedAt: string, now: number): string | null {
  if (form.name.trim() === '') return t('Write the name of the person who has taken it on.');
  if (form.at === '') return null;
  const at = instantOfField(form.at);
  if (at === null) return t('Write the whole time, or leave it empty for now.');
  if (Date.parse(at) > now + ahead) return t('That time has not come yet.');
  // A field for times knows minutes only.
  if (Date.parse(at) < Date.parse(raisedAt) - 60_000) return t('That was before the alert.');
  return null;
}

/** `Told by telephone: name, time`: the way when nobody answers here, or the line is gone. */
export function Telephone({ words }: { readonly words: AlertWords }) {
  const { caseId, alert, at: raisedAt, mine } = words;
  const part = `told ${alert}`;
  const draft = useDraft(caseId, part, words.drafts, ToldForm, empty);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const [error, setError] = useState<CallError | null>(null);
  const [lack, setLack] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { value, change } = draft;

  const sign = async () => {
    const now = Date.now();
    const missing = lackOf(value, raisedAt, now);
    setLack(missing);
    if (busy || missing !== null) return;
    setBusy(true);
    await draft.lock();
    const said = value.said.trim();
    const answer = await call('case.sign', {
      caseId,
      type: 'danger_acknowledged',
      facets: { alert, how: 'telephone' },
      payload: {
        name: value.name.trim(),
        at: (value.at === '' ? null : instantOfField(value.at)) ?? new Date(now).toISOString(),
        ...(said !== '' && { said }),
      },
      ...(draft.savedAt !== null && { draft: part }),
    });
    setBusy(false);
    if (answer.ok) draft.signed();
    else draft.unlock();
    setError(answer.ok ? null : answer.error);
    askAgain('danger.open', 'danger.read', 'case.read');
  };
  return (
    <div ref={form} className={classes.telephone} role="group" aria-label={t('Told by telephone')} data-signs>
      <h3 className={classes.small}>{t('Told by telephone')}</h3>
      <div className={classes.twoFields}>
        <Field
          label={t('Name of who has taken it on')}
          name="name"
          maxLength={200}
          value={value.name}
          problem={lack}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Field
          label={t('Time')}
          type="datetime-local"
          value={value.at}
          max={fieldOfInstant(new Date(Date.now() + ahead).toISOString())}
          hint={t('Empty: now')}
          onChange={(event) => change({ at: event.currentTarget.value })}
        />
      </div>
      <Field
        label={t('What they said')}
        name="said"
        maxLength={4000}
        value={value.said}
        onChange={(event) => change({ said: event.currentTarget.value })}
      />
      {error !== null && <ErrorNotice error={error} />}
      <div className={classes.foot}>
        <DraftLine draft={draft} />
        <Button
          variant={mine ? 'main' : 'plain'}
          {...(mine && { keys: 'Ctrl+Enter' })}
          data-sign
          disabled={busy}
          onClick={() => void sign()}
        >
          {t('Sign: told by telephone')}
        </Button>
      </div>
    </div>
  );
}
