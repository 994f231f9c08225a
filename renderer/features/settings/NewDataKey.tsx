import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import classes from './VaultKeys.module.css';
import { t } from '../../words/t.ts';

/** Writes the whole vault under a new key: for when the old one may have been seen. */
export function NewDataKey() {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [renewed, setRenewed] = useState(false);

  const renew = async () => {
    setBusy(true);
    setError(null);
    setRenewed(false);
    const answer = await call('session.rekey', { passphrase });
    setBusy(false);
    setPassphrase('');
    askAgain('session.state', 'session.me');
    if (answer.ok) setRenewed(true);
    else setError(answer.error);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && passphrase !== '') void renew();
  };

  return (
    <form onSubmit={submit} className={classes.form} aria-label={t('Renew the key of the vault')}>
      <Field
        label={t('Passphrase, to renew the key of the vault')}
        name="rekey-passphrase"
        type="password"
        autoComplete="off"
        value={passphrase}
        disabled={busy}
        hint={t('If the key may have been seen: the vault is written anew under another one.')}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button submit disabled={busy || passphrase === ''}>
        {busy ? t('Writing the vault anew…') : t('Renew the key')}
      </Button>
      <p role="status">{renewed && t('The vault has a new key. The old one opens nothing any more.')}</p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
