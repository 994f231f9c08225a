import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { milestones } from '../../../shared/domain/statistics/measure.ts';
import type { Division } from '../../../shared/domain/statistics/tally.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { divisionWord, milestoneWord, rowWord } from './milestone-words.ts';
import type { Figure } from './figure.ts';
import styles from './statistics.module.css';

interface Props {
  readonly figures: CallOutput<'statistics.read'>;
  readonly division: Division;
  readonly nameOfUnit: (unit: string) => string;
  readonly chosen: Figure | null;
  readonly onOpen: (figure: Figure) => void;
}

/** The same figures divided, a row for each code; a bar of what was received, so that a trend is seen. */
export function StatisticsTable({ figures: { rows, counts }, division, nameOfUnit, chosen, onOpen }: Props) {
  const most = Math.max(1, ...rows.map((row) => row.counts.received));
  // A column of nothing tells nothing: it stands above already.
  const shown = milestones.filter((milestone) => milestone === 'received' || counts[milestone] > 0);
  return (
    <div
      className={styles.wide}
      tabIndex={0}
      role="region"
      aria-label={t('Divided by {{division}}', { division: divisionWord[division] })}
    >
      <table className={styles.table}>
        <caption className="sr-only">{t('Divided by {{division}}', { division: divisionWord[division] })}</caption>
        <thead>
          <tr>
            <th scope="col">{divisionWord[division]}</th>
            <th scope="col" className={styles.bars} aria-hidden="true" />
            {shown.map((milestone) => (
              <th key={milestone} scope="col" className={styles.number}>
                {milestoneWord[milestone]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, counts: of }) => (
            <tr key={code}>
              <th scope="row">{rowWord(division, code, nameOfUnit)}</th>
              <td className={styles.bars} aria-hidden="true">
                <svg width="100%" height="10">
                  <rect width={`${(of.received / most) * 100}%`} height="10" className={styles.bar} />
                  <rect width={`${(of.investigation / most) * 100}%`} height="10" className={styles.barWithin} />
                </svg>
              </td>
              {shown.map((milestone) => (
                <td
                  key={milestone}
                  className={styles.number}
                  data-chosen={chosen?.milestone === milestone && chosen.code === code}
                >
                  <button
                    type="button"
                    className={styles.figure}
                    disabled={of[milestone] === 0}
                    aria-label={t('{{n}} reports: {{milestone}}, {{row}}. Open them', {
                      n: count(of[milestone]),
                      milestone: milestoneWord[milestone],
                      row: rowWord(division, code, nameOfUnit),
                    })}
                    onClick={() => onOpen({ milestone, code })}
                  >
                    {count(of[milestone])}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
