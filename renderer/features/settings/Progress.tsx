import { useEffect, useState } from 'react';
import type { VaultProgress } from '../../../shared/bridge/vault.ts';
import { onNotice } from '../../app/bridge.ts';
import classes from './Settings.module.css';
import { t } from '../../words/t.ts';

const steps: Record<VaultProgress['step'], string> = {
  copying: t('Copying'),
  checking: t('Looking through it'),
  taking: t('Taking it in'),
};

/** How far a check or a backup has come, as the vault tells. */
export function Progress({ work }: { work: VaultProgress['work'] }) {
  const [told, setTold] = useState<VaultProgress | null>(null);
  useEffect(() => onNotice('progress', (progress) => progress.work === work && setTold(progress)), [work]);
  const share = told === null || told.total === 0 ? 0 : told.done / told.total;
  return (
    <div className={classes.progress}>
      <progress value={share} max={1} aria-label={told === null ? t('Beginning') : steps[told.step]} />
      <span>{told === null ? t('Beginning') : `${steps[told.step]}, ${Math.floor(share * 100)} %`}</span>
    </div>
  );
}
