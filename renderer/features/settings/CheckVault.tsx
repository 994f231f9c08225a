import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { Inspection } from '../../../shared/bridge/vault.ts';
import { call } from '../../app/bridge.ts';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { findingWords } from './finding-words.ts';
import { Progress } from './Progress.tsx';
import classes from './Settings.module.css';
import { t } from '../../words/t.ts';

/** A look through every page and table of the vault, with what was found in words and what to do now. */
export function CheckVault() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [found, setFound] = useState<Inspection | null>(null);
  const check = async () => {
    setBusy(true);
    setError(null);
    setFound(null);
    const answer = await call('vault.check', {});
    setBusy(false);
    if (answer.ok) setFound(answer.value);
    else setError(answer.error);
  };
  return (
    <section className={classes.about} aria-label={t('Check of the vault')}>
      <h2 className={classes.heading}>{t('Check of the vault')}</h2>
      <p className={classes.measure}>
        {t('Looks through every page and table on the disk. Nothing is written; you can go on working.')}
      </p>
      <div className={classes.row}>
        <Button disabled={busy} onClick={() => void check()}>
          {busy ? t('Checking…') : t('Check the vault')}
        </Button>
        {busy && <Button onClick={() => void call('vault.checkCancel', {})}>{t('Cancel')}</Button>}
      </div>
      {busy && <Progress work="check" />}
      <div role="status" className={classes.measure}>
        {found?.ok && (
          <p>{t('The vault is whole: every page opens as it was written, and everything in it agrees.')}</p>
        )}
        {found !== null &&
          findingWords(found).map(({ what, next }) => (
            <p key={what}>
              <strong>{what}</strong> {next}
            </p>
          ))}
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
