import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { milestones } from '../../../shared/domain/statistics/measure.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { milestoneWord } from './milestone-words.ts';
import type { Figure } from './figure.ts';
import styles from './statistics.module.css';

interface Props {
  readonly figures: CallOutput<'statistics.read'>;
  readonly chosen: Figure | null;
  readonly onOpen: (figure: Figure) => void;
}

const days = (value: number | null) => (value === null ? '' : value.toFixed(1));

/** How many of the reports came how far, and how long that took: bars and figures in one table. */
export function Funnel({ figures: { counts, durations }, chosen, onOpen }: Props) {
  return (
    <table className={styles.table}>
      <caption className="sr-only">{t('What became of the reports')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('What became of the reports')}</th>
          <th scope="col" className={styles.number}>
            {t('Reports')}
          </th>
          <th scope="col" className={styles.number}>
            {t('Share')}
          </th>
          <th scope="col" className={styles.bars} aria-hidden="true" />
          <th scope="col" className={styles.number}>
            {t('Median days')}
          </th>
          <th scope="col" className={styles.number}>
            {t('Nine of ten within')}
          </th>
        </tr>
      </thead>
      <tbody>
        {milestones.map((milestone) => {
          const share = Math.round((counts[milestone] / counts.received) * 1000) / 10;
          const { median, ninetieth } = durations[milestone];
          return (
            <tr key={milestone} data-chosen={chosen?.milestone === milestone && chosen.code === null}>
              <th scope="row">{milestoneWord[milestone]}</th>
              <td className={styles.number}>
                <button
                  type="button"
                  className={styles.figure}
                  disabled={counts[milestone] === 0}
                  aria-label={t('{{n}} reports: {{milestone}}. Open them', {
                    n: count(counts[milestone]),
                    milestone: milestoneWord[milestone],
                  })}
                  onClick={() => onOpen({ milestone, code: null })}
                >
                  {count(counts[milestone])}
                </button>
              </td>
              <td className={styles.number}>{t('{{share}} %', { share })}</td>
              <td className={styles.bars} aria-hidden="true">
                <svg width="100%" height="10">
                  <rect width={`${share}%`} height="10" className={styles.bar} />
                </svg>
              </td>
              <td className={styles.number}>{milestone === 'received' ? '' : days(median)}</td>
              <td className={styles.number}>{milestone === 'received' ? '' : days(ninetieth)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
