import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { RestoreSource } from '../../../shared/bridge/restore.ts';
import type { SessionState } from '../../../shared/bridge/session.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { useSetUpOutcome } from '../../app/set-up-outcome.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import { InBrowser } from '../session/InBrowser.tsx';
import classes from './Restore.module.css';
import type { Opened } from './LookInside.tsx';
import { goWay } from './way.ts';
import { t } from '../../words/t.ts';

const httpAddress = /^https?:\/\/[^\s/]+/;

interface EnrolmentProps {
  readonly session: SessionState;
  readonly source: RestoreSource;
  readonly opened: Opened;
  readonly onBusy: (busy: boolean) => void;
}

/** As in set-up: the hub's address and a code that works once. Then the fingerprint is shown. */
export function Enrolment({ session, source, opened, onBusy }: EnrolmentProps) {
  const [hub, setHub] = useState(opened.found.hub ?? session.hub ?? 'https://');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const ready = httpAddress.test(hub) && code.trim() !== '' && !busy;
  const begin = async () => {
    setBusy(true);
    onBusy(true);
    setError(null);
    const answer = await call('restore.begin', {
      source,
      passphrase: opened.passphrase,
      hub: hub.trim(),
      code: code.trim(),
    });
    setBusy(false);
    onBusy(false);
    if (!answer.ok) return setError(answer.error);
    useSetUpOutcome.setState({ outcome: answer.value });
    goWay();
    askAgain('session.state', 'session.me', 'restore.state');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void begin();
  };
  return (
    <form onSubmit={submit} className={classes.form} aria-label={t('New enrolment')}>
      <Field
        label={t('Address of the hub')}
        name="hub"
        mono
        value={hub}
        disabled={busy}
        onChange={(event) => setHub(event.currentTarget.value)}
      />
      <Field
        label={t('Enrolment code')}
        name="code"
        mono
        autoFocus
        value={code}
        disabled={busy}
        hint={t('A new one, from your administrator: a restored vault never works under its old name.')}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button variant="main" submit keys="Enter" disabled={!ready}>
        {busy ? t('Copying, enrolling and making the vault…') : t('Make the new vault')}
      </Button>
      <InBrowser session={session} />
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
