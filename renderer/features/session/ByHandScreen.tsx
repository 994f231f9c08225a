import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { bridge, call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { useSetUpOutcome } from '../../app/set-up-outcome.ts';
import { Button, ErrorNotice, Field, useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { absolute } from '../../words/time.ts';
import { PassphraseFields, typedAlike } from './PassphraseFields.tsx';
import { Sheet } from './Sheet.tsx';
import classes from './Sheet.module.css';
import { useStrength } from './use-strength.ts';

/** Set-up without a network: a request is carried to the hub, and its answer back. `since`: one is on its way. */
export function ByHandScreen({ since, onBack }: { since: string | null; onBack: () => void }) {
  return since === null ? <WriteRequest onBack={onBack} /> : <ReadAnswer since={since} />;
}

function WriteRequest({ onBack }: { onBack: () => void }) {
  const [form, setForm] = useState({ code: '', passphrase: '', again: '' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const strength = useStrength(form.passphrase);
  const fill = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const ready = form.code.trim().length >= 8 && typedAlike(form);
  const tooWeak = strength !== null && !strength.enough;

  const write = async () => {
    const chosen = await bridge()?.shell.choose.bundleOut({ what: 'request' });
    if (!chosen?.ok || chosen.value === null) return;
    setBusy(true);
    setError(null);
    const { code, passphrase } = form;
    const answer = await call('enrolment.request', { code: code.trim(), passphrase, file: chosen.value });
    setBusy(false);
    if (!answer.ok) setError(answer.error);
    askAgain('enrolment.pending');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && ready && !tooWeak) void write();
  };
  return (
    <Sheet
      title={t('No network here')}
      under={t('A request goes to the hub on a removable medium, and its answer comes back the same way.')}
    >
      <form onSubmit={submit} className={classes.sheetForm}>
        <Field
          label={t('Enrolment code')}
          name="code"
          mono
          value={form.code}
          disabled={busy}
          autoFocus
          hint={t('The request proves that you know it, and does not hold it.')}
          onChange={(event) => fill({ code: event.currentTarget.value })}
        />
        <PassphraseFields typed={form} onChange={fill} strength={strength} disabled={busy} />
        <Button variant="main" submit keys="Enter" disabled={busy || !ready || tooWeak}>
          {busy ? t('Writing…') : t('Write the request…')}
        </Button>
      </form>
      {error !== null && <ErrorNotice error={error} />}
      <Button variant="quiet" disabled={busy} onClick={onBack}>
        {t('Over the network instead')}
      </Button>
    </Sheet>
  );
}

function ReadAnswer({ since }: { since: string }) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const now = useMinute();

  const read = async () => {
    const chosen = await bridge()?.shell.choose.bundleIn();
    if (!chosen?.ok || chosen.value === null) return;
    setBusy(true);
    setError(null);
    const answer = await call('enrolment.answer', { file: chosen.value, passphrase });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    useSetUpOutcome.setState({ outcome: answer.value });
    askAgain('session.state', 'session.me', 'enrolment.pending');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && passphrase !== '') void read();
  };
  const giveUp = async () => {
    const answer = await call('enrolment.forget', {});
    if (!answer.ok) setError(answer.error);
    askAgain('enrolment.pending');
  };
  return (
    <Sheet
      title={t('Waiting for the hub’s answer')}
      under={t('The request was written {{when}}. Carry it to the hub, and bring the answer here.', {
        when: absolute(since, now),
      })}
    >
      <form onSubmit={submit} className={classes.sheetForm}>
        <Field
          label={t('Passphrase')}
          name="passphrase"
          type="password"
          value={passphrase}
          disabled={busy}
          autoFocus
          hint={t('The one that you chose with the request.')}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Button variant="main" submit keys="Enter" disabled={busy || passphrase === ''}>
          {busy ? t('Reading…') : t('Read the answer…')}
        </Button>
      </form>
      {error !== null && <ErrorNotice error={error} />}
      <Button variant="quiet" disabled={busy} onClick={() => void giveUp()}>
        {t('Give this request up')}
      </Button>
    </Sheet>
  );
}
