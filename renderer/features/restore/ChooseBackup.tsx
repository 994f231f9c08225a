import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { bridge, call } from '../../app/bridge.ts';
import { Button, ErrorNotice, Foreign, useMinute } from '../../ui/index.ts';
import { absolute, relative } from '../../words/time.ts';
import { size } from '../../words/size.ts';
import classes from './Restore.module.css';
import { t } from '../../words/t.ts';

/** The system's dialog; what was chosen is looked at by the vault before its passphrase is asked for. */
export function ChooseBackup({ disabled, onChosen }: { disabled: boolean; onChosen: (path: string | null) => void }) {
  const [looked, setLooked] = useState<CallOutput<'restore.look'> | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const now = useMinute();
  const choose = async () => {
    const chosen = await bridge()?.shell.choose.backup();
    if (!chosen?.ok || chosen.value === null) return;
    setError(null);
    const answer = await call('restore.look', { path: chosen.value });
    setLooked(answer.ok ? answer.value : null);
    setError(answer.ok ? null : answer.error);
    onChosen(answer.ok ? chosen.value : null);
  };
  return (
    <section className={classes.form} aria-label={t('The backup')}>
      {looked !== null && (
        <p>
          <Foreign text={looked.name} />
          <br />
          <span className={classes.muted}>
            {t('Made {{time}} ({{relative}}), {{size}}', {
              time: absolute(looked.madeAt, now),
              relative: relative(looked.madeAt, now),
              size: size(looked.bytes),
            })}
          </span>
        </p>
      )}
      <Button variant={looked === null ? 'main' : 'plain'} disabled={disabled} onClick={() => void choose()}>
        {looked === null ? t('Choose the backup…') : t('Choose another…')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
