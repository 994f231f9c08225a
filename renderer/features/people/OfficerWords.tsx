import type { Officer } from '../../../shared/bridge/knowing.ts';
import type { Identification } from '../../../shared/domain/events/people.ts';
import { labelOf } from '../../words/codes.ts';
import { Disc, Foreign } from '../../ui/index.ts';
import { identifiedCount, surely, surestFirst, surestOf } from '../../words/identified.ts';
import { t } from '../../words/t.ts';
import styles from './people.module.css';

type Shown = Pick<Officer, 'names' | 'collarNumbers' | 'ranks' | 'description' | 'cases'>;

/** Who somebody is, as surely as the surest case says: `Sgt J. Doe`, `possibly J. Doe`, a description in italics. */
export function OfficerWords({ officer }: { readonly officer: Shown }) {
  const { names, collarNumbers, ranks, description } = officer;
  const surest = surestOf(officer.cases);
  return (
    <span className={styles.officer}>
      <Disc identification={surest} />
      {surely(surest) !== '' && <span className={styles.surely}>{surely(surest)}</span>}
      {ranks[0] !== undefined && <Foreign text={labelOf('rank', ranks[0])} />}
      {names.map((name, at) => (
        <span key={name}>
          {at > 0 && <span className={styles.muted}>{t('or')} </span>}
          <Foreign text={name} />
        </span>
      ))}
      {collarNumbers.map((number) => (
        <bdi translate="no" key={number} className="mono">
          {number}
        </bdi>
      ))}
      {names.length === 0 && collarNumbers.length === 0 && description !== null && (
        <em>
          <Foreign text={description} />
        </em>
      )}
    </span>
  );
}

/** `3 confirmed, 2 possible`, each with its disc: never a sum. */
export function CaseCounts({ cases }: { readonly cases: Readonly<Record<Identification, number>> }) {
  return (
    <span className={styles.counts}>
      {surestFirst
        .filter((one) => cases[one] > 0)
        .map((one) => (
          <span key={one} className={styles.count}>
            <Disc identification={one} />
            {identifiedCount(one, cases[one])}
          </span>
        ))}
    </span>
  );
}
