import type { ReactNode } from 'react';
import { labelOf } from '../../../words/codes.ts';
import { usePlace } from '../../../app/place.ts';
import { Button, Foreign } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { readJoined } from '../../related/related-place.ts';
import { AttachmentList } from '../attachments/AttachmentList.tsx';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import styles from './reading.module.css';
import { SubjectWords } from './SubjectWords.tsx';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What came with the narrative, as given: nothing of it is checked, and nothing describes the reporter. */
export function ReportFacts() {
  const { file, read, now } = useOpenCase();
  const go = usePlace((place) => place.go);
  const { report, received } = file;
  if (report === null || received === null) return null;
  return (
    <section className={styles.facts} aria-labelledby="given">
      <h2 id="given" className={styles.heading}>
        {t('As given in the report')}
      </h2>
      <dl className={styles.definitions}>
        {report.occurredWhen !== undefined && (
          <Fact name={t('When')}>
            <Foreign text={report.occurredWhen} />
          </Fact>
        )}
        {report.occurredWhere !== undefined && (
          <Fact name={t('Where')}>
            <Foreign text={report.occurredWhere} />
          </Fact>
        )}
        <Fact name={t('Came')}>
          {received.keepInContact
            ? t(
                '{{dayAndTime}} by {{label}}, passed on {{dayAndTime2}}; reporter {{label2}}, questions can be asked through the charity',
                {
                  dayAndTime: dayAndTime(received.receivedAt, now),
                  label: labelOf('channel', received.channel).toLowerCase(),
                  dayAndTime2: dayAndTime(received.disseminatedAt, now),
                  label2: labelOf('reporter_mode', received.reporterMode).toLowerCase(),
                },
              )
            : t('{{dayAndTime}} by {{label}}, passed on {{dayAndTime2}}; reporter {{label2}}', {
                dayAndTime: dayAndTime(received.receivedAt, now),
                label: labelOf('channel', received.channel).toLowerCase(),
                dayAndTime2: dayAndTime(received.disseminatedAt, now),
                label2: labelOf('reporter_mode', received.reporterMode).toLowerCase(),
              })}
        </Fact>
        {report.subjects.length > 0 && (
          <Fact name={t('Reported')}>
            <ul className={styles.list}>
              {report.subjects.map((subject, index) => (
                <li key={index}>
                  <SubjectWords subject={subject} />
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {report.peopleAtRisk.length > 0 && (
          <Fact name={t('At risk')}>
            <ul className={styles.list}>
              {report.peopleAtRisk.map((person, index) => (
                <li key={index}>
                  {person.child === true && <strong>{t('Child.')} </strong>}
                  <Foreign text={person.description} />
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {report.attachments.length > 0 && (
          <Fact name={t('Files')}>
            <AttachmentList />
          </Fact>
        )}
        {read.related.length > 0 && (
          <Fact name={t('Related')}>
            <ul className={styles.list}>
              {read.related.map((related) => (
                <li key={related.caseId}>
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => go({ screen: 'case', caseId: related.caseId })}
                  >
                    {related.reference}
                  </button>{' '}
                  <span className={styles.muted}>
                    {related.relation === 'first_report' ? t('first report') : t('follow-up')},{' '}
                    {dayAndTime(related.receivedAt, now)}
                  </span>
                </li>
              ))}
            </ul>
            <Button variant="quiet" onClick={() => readJoined(read.row.caseId, true)}>
              {t('Read them together')}
            </Button>
          </Fact>
        )}
      </dl>
    </section>
  );
}
