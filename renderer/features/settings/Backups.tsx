import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { bridge, call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { Button, ErrorNotice, Field, Foreign, useMinute } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { absolute, relative } from '../../words/time.ts';
import { backupDue } from './backup-due.ts';
import { Progress } from './Progress.tsx';
import classes from './Settings.module.css';
import forms from './VaultKeys.module.css';
import { t } from '../../words/t.ts';

/** Encrypted copies of this vault: when the last one was made, and a new one into a folder of the person's choice. */
export function Backups() {
  const backups = useCall('vault.backups', {}).value;
  const now = useMinute();
  if (backups === undefined) return null;
  const { last, allowed } = backups;
  return (
    <section className={classes.about} aria-label={t('Backups')}>
      <h2 className={classes.heading}>{t('Backups')}</h2>
      <p className={classes.measure}>
        {t(
          'What you sign is safe once the hub has it. A backup keeps what is only here: drafts, and what was signed offline. It opens with the passphrase of the day on which it was made, on any workstation.',
        )}
      </p>
      <dl className={classes.facts}>
        <dt>{t('Last backup')}</dt>
        <dd>
          {last === null ? (
            t('None yet')
          ) : (
            <>
              {absolute(last.at, now)} ({relative(last.at, now)}){backupDue(last, now) && `: ${t('older than a week')}`}
              <br />
              <Foreign text={last.folder} />
            </>
          )}
        </dd>
      </dl>
      {allowed ? <BackUpNow /> : <ErrorNotice error={{ code: 'export_not_allowed', message: '' }} />}
    </section>
  );
}

function BackUpNow() {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const backUp = async () => {
    const chosen = await bridge()?.shell.choose.folder();
    if (!chosen?.ok || chosen.value === null) return;
    setBusy(true);
    setError(null);
    setMade(null);
    const answer = await call('vault.backup', { folder: chosen.value, passphrase });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    setPassphrase('');
    setMade(
      t('{{name}}: {{cases}}, written, opened again and whole.', {
        name: answer.value.name,
        cases: counted(answer.value.cases, 'case'),
      }),
    );
    askAgain('vault.backups');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && passphrase !== '') void backUp();
  };
  return (
    <form onSubmit={submit} className={forms.form} aria-label={t('Back up now')}>
      <Field
        label={t('Passphrase, which will open the backup')}
        name="backup-passphrase"
        type="password"
        autoComplete="off"
        value={passphrase}
        disabled={busy}
        hint={t('The present one of this vault. Then choose a folder, best on another disk.')}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button submit disabled={busy || passphrase === ''}>
        {busy ? t('Backing up…') : t('Back up now…')}
      </Button>
      {busy && <Progress work="backup" />}
      <p role="status">{made}</p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
