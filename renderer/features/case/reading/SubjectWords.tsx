import { labelOf } from '../../../words/codes.ts';
import type { ReportedSubject } from '../../../../shared/domain/events/report.ts';
import { Foreign } from '../../../ui/index.ts';
import styles from './reading.module.css';

/** A person reported, in the words given: rank, name, number, station, kind; a description in italics. */
export function SubjectWords({ subject }: { readonly subject: ReportedSubject }) {
  const { rank, name, collarNumber, station, subjectClass, description } = subject;
  return (
    <span>
      {[rank === undefined ? undefined : labelOf('rank', rank), name]
        .filter((part) => part !== undefined)
        .map((part) => (
          <span key={part}>
            <Foreign text={part} />{' '}
          </span>
        ))}
      {collarNumber !== undefined && (
        <bdi translate="no" className="mono">
          {collarNumber}
        </bdi>
      )}
      {station !== undefined && (
        <span>
          {' '}
          · <Foreign text={station} />
        </span>
      )}
      {subjectClass !== undefined && <span className={styles.muted}> · {labelOf('subject_class', subjectClass)}</span>}
      {description !== undefined && (
        <em className={styles.description}>
          {' '}
          <Foreign text={description} />
        </em>
      )}
    </span>
  );
}
