import { Button, Disc, Foreign } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SubjectWords } from '../reading/SubjectWords.tsx';
import { identificationGiven } from '../send/pack.ts';
import styles from './assess.module.css';
import { identificationWord } from './identification-words.ts';

/**
 * Stage 2: who is named or described in the report, how surely, and who is at risk. There is no place for the reporter:
 * no field describes who they are, their sex, place or relationship.
 */
export function PeopleStage() {
  const { file, setActive, focusReading } = useOpenCase();
  const subjects = file.report?.subjects ?? [];
  const atRisk = file.report?.peopleAtRisk ?? [];
  const marked = file.annotations.filter((a) => a.kind === 'person' && a.withdrawn === null);
  return (
    <div className={styles.form}>
      <section aria-labelledby="reported">
        <h3 id="reported" className={styles.small}>
          Reported
        </h3>
        {subjects.length === 0 && <p className={styles.muted}>The report names and describes nobody.</p>}
        <ul className={styles.people}>
          {subjects.map((subject, index) => {
            const identification = identificationGiven(subject);
            return (
              <li key={index}>
                <Disc identification={identification} />
                <span className={styles.identified}>{identificationWord[identification]}</span>
                <SubjectWords subject={subject} />
              </li>
            );
          })}
        </ul>
        {subjects.length > 0 && (
          <p className={styles.muted}>
            A name in a report is possible until a basis for more is recorded. Nothing merges by itself.
          </p>
        )}
      </section>
      <section aria-labelledby="at-risk">
        <h3 id="at-risk" className={styles.small}>
          People at risk
        </h3>
        {atRisk.length === 0 && <p className={styles.muted}>The report names nobody at risk.</p>}
        <ul className={styles.people}>
          {atRisk.map((person, index) => (
            <li key={index}>
              {person.child === true && <strong>Child</strong>}
              <Foreign text={person.description} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="marked">
        <h3 id="marked" className={styles.small}>
          Marked in the text
        </h3>
        <ul className={styles.people}>
          {marked.map((annotation) => (
            <li key={annotation.event}>
              <button
                type="button"
                className={styles.quoteButton}
                onClick={() => setActive(annotation.event, 'reading')}
              >
                <q>
                  <Foreign text={annotation.target.exact} />
                </q>
              </button>
              {annotation.text !== '' && <Foreign text={annotation.text} />}
              <Signature signed={annotation} />
            </li>
          ))}
        </ul>
        {marked.length === 0 && <p className={styles.muted}>Nobody is marked in the text yet.</p>}
        <p>
          <Button onClick={focusReading} keys="F6">
            Mark a person in the text
          </Button>{' '}
          <span className={styles.muted}>J or K to a sentence, then P. Never the reporter.</span>
        </p>
      </section>
    </div>
  );
}
