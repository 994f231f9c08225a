import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { FoundWork, RestoreSource } from '../../../shared/bridge/restore.ts';
import { call } from '../../app/bridge.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import classes from './Restore.module.css';
import { t } from '../../words/t.ts';

/** A source whose passphrase was right. The passphrase is that of the new vault too. */
export interface Opened {
  readonly found: FoundWork;
  readonly passphrase: string;
}

/** Asks for the passphrase and tells what there is, before a code is spent on it. */
export function LookInside({ source, onOpened }: { source: RestoreSource; onOpened: (opened: Opened) => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const look = async () => {
    setBusy(true);
    setError(null);
    const answer = await call('restore.find', { source, passphrase });
    setBusy(false);
    if (answer.ok) onOpened({ found: answer.value, passphrase });
    else setError(answer.error);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && passphrase !== '') void look();
  };
  return (
    <form onSubmit={submit} className={classes.form} aria-label={t('What is in it')}>
      <Field
        label={source.kind === 'backup' ? t('Passphrase of the backup') : t('Passphrase of this vault')}
        name="source-passphrase"
        type="password"
        autoFocus
        value={passphrase}
        disabled={busy}
        hint={
          source.kind === 'backup'
            ? t('The one that your vault had when the backup was made. The new vault opens with it.')
            : t('The new vault opens with it too.')
        }
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button submit variant="main" keys="Enter" disabled={busy || passphrase === ''}>
        {busy ? t('Opening and looking through it…') : t('Look inside')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
