import { useEffect, useRef } from 'react';
import type { AuditCheck } from '../../../shared/bridge/audit.ts';
import { Button } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { outcomeWord } from './audit-words.ts';
import styles from './audit.module.css';

interface Props {
  readonly checked: AuditCheck;
  readonly logName: (compartment: string) => string;
  readonly onClose: () => void;
}

/** What a check of the list against the hub's checkpoints has shown, log by log. */
export function CheckedLogs({ checked, logName, onClose }: Props) {
  const { entries, proved, notYet, badSignatures, unchecked, logs } = checked;
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), [checked]);
  return (
    <aside
      ref={pane}
      tabIndex={-1}
      className={styles.depth}
      aria-label={t('Check against the hub’s checkpoints')}
      data-pane="depth"
    >
      <header>
        <h2>{t('Checked against the hub’s signatures')}</h2>
        <Button variant="quiet" onClick={onClose}>
          {t('Close')}
        </Button>
      </header>
      <p role="status">
        {t('{{proved}} of {{entries}} entries are proved to be in a log that the hub has signed.', {
          proved: count(proved),
          entries: count(entries),
        })}
      </p>
      {notYet > 0 && <p>{t('{{n}} are in no signed log yet, or in one that does not agree.', { n: count(notYet) })}</p>}
      {badSignatures > 0 && (
        <p className={styles.danger}>
          {t('{{n}} carry a wrong signature. Tell the people who run the hub.', { n: count(badSignatures) })}
        </p>
      )}
      {unchecked > 0 && (
        <p className={styles.muted}>
          {t('{{n}} signatures are still being checked in the background.', { n: count(unchecked) })}
        </p>
      )}
      <ul className={styles.logs}>
        {logs.map(({ compartment, places, closed, outcome }) => (
          <li key={compartment} className={outcome === 'differs' || outcome === 'frozen' ? styles.danger : undefined}>
            <strong>{logName(compartment)}</strong>
            <span>
              {counted(places, 'place')}: {outcomeWord[outcome]}
            </span>
            {closed > 0 && (
              <span className={styles.muted}>
                {t('{{n}} known by their hash alone: their cases are elsewhere', { n: count(closed) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
