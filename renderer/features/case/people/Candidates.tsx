import { useEffect, useState } from 'react';
import type { Candidate } from '../../../../shared/bridge/knowing.ts';
import { useCall } from '../../../app/calls.ts';
import { Button } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { CaseCounts, OfficerWords } from '../../people/OfficerWords.tsx';
import styles from './candidates.module.css';
import type { PersonForm } from './person-form.ts';

const identifier = (of: Candidate['agrees'][number]): string =>
  ({
    collarNumber: t('collar number'),
    name: t('name'),
    rank: t('rank'),
    station: t('station'),
    force: t('force'),
  })[of];
const listed = (of: Candidate['agrees']) => of.map(identifier).join(', ');

interface Props {
  readonly caseId: string;
  readonly form: PersonForm;
  readonly onChoose: (change: Partial<PersonForm>) => void;
}

/** Milliseconds after the last key. */
const SETTLED = 150;

/**
 * While a name or a collar number is typed: who of other cases it may be, with what agrees and what does not. Choosing
 * fills the form and begins its basis; it merges nothing, and nothing is signed by it.
 */
export function Candidates({ caseId, form, onChoose }: Props) {
  const { name, collarNumber, rank, station } = form;
  const [asked, setAsked] = useState({ caseId, name, collarNumber, rank, station });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ caseId, name, collarNumber, rank, station }), SETTLED);
    return () => clearTimeout(timer);
  }, [caseId, name, collarNumber, rank, station]);
  const enabled = asked.name.trim() !== '' || asked.collarNumber.trim() !== '';
  const found = useCall('people.candidates', asked, { enabled });
  const candidates = enabled ? (found.value ?? []) : [];
  if (candidates.length === 0) return null;
  const choose = (candidate: Candidate, identification: 'confirmed' | 'probable' | 'possible') => {
    const fill = (typed: string, known: readonly string[]) => (typed.trim() === '' ? (known[0] ?? '') : typed);
    const says = [
      t('Agrees with {{references}}: {{identifiers}}.', {
        references: candidate.references.join(', '),
        identifiers: listed(candidate.agrees),
      }),
      ...(candidate.differs.length === 0
        ? []
        : [t('Differs: {{identifiers}}.', { identifiers: listed(candidate.differs) })]),
    ];
    onChoose({
      identification,
      name: fill(name, candidate.names),
      collarNumber: fill(collarNumber, candidate.collarNumbers),
      rank: fill(rank, candidate.ranks),
      station: fill(station, candidate.stations),
      ...(form.basis.trim() === '' && { basis: says.join(' ') }),
    });
  };
  return (
    <section className={styles.candidates} aria-label={t('Perhaps known from other cases')}>
      <h3 className={styles.heading}>{t('Perhaps known from other cases')}</h3>
      <ul className={styles.list}>
        {candidates.map((candidate) => (
          <li key={candidate.officer} className={styles.candidate}>
            <p className={styles.line}>
              <OfficerWords officer={candidate} />
              <span className={styles.muted}>{candidate.force}</span>
              <CaseCounts cases={candidate.cases} />
            </p>
            <p className={styles.line}>
              <span>
                <strong>{t('Agrees')}</strong>: {listed(candidate.agrees) || t('nothing')}
              </span>
              {candidate.differs.length > 0 && (
                <span>
                  <strong>{t('Differs')}</strong>: {listed(candidate.differs)}
                </span>
              )}
            </p>
            <p className={styles.line} role="group" aria-label={t('Take as')}>
              <Button onClick={() => choose(candidate, 'possible')}>{t('Possible')}</Button>
              <Button onClick={() => choose(candidate, 'probable')}>{t('Probable')}</Button>
              <Button onClick={() => choose(candidate, 'confirmed')}>{t('Confirmed')}</Button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
