import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import classes from './Restore.module.css';
import { goWay } from './way.ts';
import { t } from '../../words/t.ts';

/** The passphrase, and the vault open for reading alone. */
export function OpenReadOnly() {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const open = async () => {
    setBusy(true);
    setError(null);
    const answer = await call('vault.openReadOnly', { passphrase });
    setBusy(false);
    setPassphrase('');
    if (!answer.ok) return setError(answer.error);
    goWay();
    askAgain('session.state', 'session.me');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && passphrase !== '') void open();
  };
  return (
    <form onSubmit={submit} className={classes.form} aria-label={t('Open read-only')}>
      <Field
        label={t('Passphrase of this vault')}
        name="read-only-passphrase"
        type="password"
        value={passphrase}
        disabled={busy}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button submit disabled={busy || passphrase === ''}>
        {busy ? t('Opening…') : t('Open read-only')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
