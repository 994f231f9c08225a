import { useState } from 'react';
import { Button, Disc, Foreign } from '../../../ui/index.ts';
import { newEntryId } from '../new-entry-id.ts';
import { useOpenCase } from '../open-case.ts';
import entries from '../parts/entries.module.css';
import { Signature } from '../parts/Signature.tsx';
import { emptyPerson, personAsHeld, type PersonForm, PersonForm as PersonFormSchema } from '../people/person-form.ts';
import { PersonEditor } from '../people/PersonEditor.tsx';
import { PersonEntry } from '../people/PersonEntry.tsx';
import { SubjectWords } from '../reading/SubjectWords.tsx';
import { identificationGiven } from '../send/pack.ts';
import styles from './assess.module.css';
import { identificationWord } from './identification-words.ts';
import { t } from '../../../words/t.ts';

/** `3 confirmed, 2 possible`: never a sum, since the surely known and the merely possible do not add up. */
const tally = (identifications: readonly (keyof typeof identificationWord)[]) =>
  (Object.keys(identificationWord) as (keyof typeof identificationWord)[])
    .map((kind) => [identifications.filter((one) => one === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(', ');

/**
 * Stage 2: who is named or described in the report, how surely and on what basis, and who is at risk. There is no place
 * for the reporter: no field describes who they are, their sex, place or relationship.
 */
export function PeopleStage() {
  const { file, read, setActive, focusReading } = useOpenCase();
  const [editing, setEditing] = useState<PersonForm | null>(() => unsigned(read.drafts));
  const people = file.work.people.filter(({ versions }) => versions.at(-1)!.facets.withdrawn !== true);
  const taken = new Set(people.map(({ versions }) => versions.at(-1)!.contents?.reportedAs));
  const takenMarks = new Set(people.map(({ versions }) => versions.at(-1)!.contents?.annotation));
  const subjects = (file.report?.subjects ?? []).map((subject, index) => ({ subject, index }));
  const open = subjects.filter(({ index }) => !taken.has(index));
  const atRisk = file.report?.peopleAtRisk ?? [];
  const marked = file.annotations.filter(
    (a) => a.kind === 'person' && a.withdrawn === null && !takenMarks.has(a.event),
  );
  if (editing !== null) return <PersonEditor key={editing.person} start={editing} onClose={() => setEditing(null)} />;
  return (
    <div className={`${styles.form} ${styles.parted}`}>
      {people.length > 0 && (
        <section aria-labelledby="identified">
          <h3 id="identified" className={styles.small}>
            {t('Identified: {{tally}}', {
              tally: tally(people.map(({ versions }) => versions.at(-1)!.facets.identification)),
            })}
          </h3>
          <ul className={entries.entries}>
            {people.map((person) => (
              <PersonEntry key={person.person} person={person} onChange={() => setEditing(personAsHeld(person))} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="reported">
        <h3 id="reported" className={styles.small}>
          {t('Reported')}
        </h3>
        {subjects.length === 0 && <p className={styles.muted}>{t('The report names and describes nobody.')}</p>}
        {subjects.length > 0 && open.length === 0 && (
          <p className={styles.muted}>{t('Everybody whom the report names or describes is above.')}</p>
        )}
        <ul className={styles.people}>
          {open.map(({ subject, index }) => {
            const identification = identificationGiven(subject);
            return (
              <li key={index}>
                <Disc identification={identification} />
                <span className={styles.identified}>{identificationWord[identification]}</span>
                <SubjectWords subject={subject} />
                <Button
                  variant="quiet"
                  onClick={() => {
                    const { name = '', rank = '', collarNumber = '', station = '', description = '' } = subject;
                    const { subjectClass = '' } = subject;
                    const start = { name, rank, collarNumber, station, description, subjectClass, identification };
                    setEditing(emptyPerson(newEntryId(), { ...start, reportedAs: index }));
                  }}
                >
                  {t('Identify')}
                </Button>
              </li>
            );
          })}
        </ul>
        {open.length > 0 && (
          <p className={styles.muted}>
            {t('A name in a report is possible until a basis for more is signed. Nothing merges by itself.')}
          </p>
        )}
      </section>
      <section aria-labelledby="at-risk">
        <h3 id="at-risk" className={styles.small}>
          {t('People at risk')}
        </h3>
        {atRisk.length === 0 && <p className={styles.muted}>{t('The report names nobody at risk.')}</p>}
        <ul className={styles.people}>
          {atRisk.map((person, index) => (
            <li key={index}>
              {person.child === true && <strong>{t('Child')}</strong>}
              <Foreign text={person.description} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="marked">
        <h3 id="marked" className={styles.small}>
          {t('Marked in the text')}
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
              <Button
                variant="quiet"
                onClick={() =>
                  setEditing(emptyPerson(newEntryId(), { description: annotation.text, annotation: annotation.event }))
                }
              >
                {t('Identify')}
              </Button>
            </li>
          ))}
        </ul>
        {marked.length === 0 && <p className={styles.muted}>{t('Nobody else is marked in the text.')}</p>}
        <p className={styles.row}>
          <Button onClick={focusReading} keys="F6">
            {t('Mark a person in the text')}
          </Button>
          <Button variant="quiet" onClick={() => setEditing(emptyPerson(newEntryId()))}>
            {t('Add a person')}
          </Button>
        </p>
        <p className={styles.muted}>{t('J or K to a sentence, then P. Never the reporter.')}</p>
      </section>
    </div>
  );
}

/** The person whose words were left unsigned, so that a lock in the middle costs nothing. */
function unsigned(drafts: readonly { readonly part: string; readonly content: unknown }[]): PersonForm | null {
  for (const { part, content } of drafts) {
    if (!part.startsWith('person ')) continue;
    const form = PersonFormSchema.safeParse((content as { form?: unknown } | null)?.form);
    if (form.success) return form.data;
  }
  return null;
}
