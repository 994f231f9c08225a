import { useEffect, useRef } from 'react';
import type { CallInput } from '../../../shared/bridge/contract.ts';
import type { Division } from '../../../shared/domain/statistics/tally.ts';
import { useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Clock, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { milestoneWord, rowWord } from './milestone-words.ts';
import type { Figure } from './figure.ts';
import styles from './statistics.module.css';

interface Props {
  readonly wanted: CallInput<'statistics.read'>;
  readonly figure: Figure;
  readonly division: Division;
  readonly nameOfUnit: (unit: string) => string;
  readonly onClose: () => void;
}

/** The cases behind a figure, to be opened; cases that are closed to this person are counted and not shown. */
export function Behind({ wanted, figure, division, nameOfUnit, onClose }: Props) {
  const { milestone, code } = figure;
  const read = useCall('statistics.behind', { wanted, milestone, code });
  const go = usePlace((place) => place.go);
  const list = useRef<HTMLElement>(null);
  useEffect(() => list.current?.focus(), [milestone, code]);
  const title =
    code === null ? milestoneWord[milestone] : `${milestoneWord[milestone]} · ${rowWord(division, code, nameOfUnit)}`;
  const missing = read.value === undefined ? 0 : read.value.count - read.value.rows.length;
  return (
    <aside
      ref={list}
      tabIndex={-1}
      className={styles.behind}
      aria-label={t('The reports behind the figure')}
      data-pane="behind"
    >
      <header>
        <h2>{title}</h2>
        <Button variant="quiet" onClick={onClose}>
          {t('Close')}
        </Button>
      </header>
      {read.error !== null && <ErrorNotice error={read.error} />}
      {read.value === undefined && read.error === null && <Skeleton rows={8} />}
      <ul>
        {read.value?.rows.map((row) => (
          <li key={row.caseId}>
            <button type="button" className={styles.case} onClick={() => go({ screen: 'case', caseId: row.caseId })}>
              <span translate="no" className="mono">
                {row.reference}
              </span>{' '}
              <span>{row.force}</span> <Clock at={row.receivedAt} show="absolute" />
            </button>
          </li>
        ))}
      </ul>
      {missing > 0 && (
        <p className={styles.muted}>
          {t('{{n}} more are counted and not listed: they are closed to you, or beyond the first 500.', {
            n: count(missing),
          })}
        </p>
      )}
    </aside>
  );
}
