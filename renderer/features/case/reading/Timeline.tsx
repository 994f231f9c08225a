import { Check, Hourglass } from 'lucide-react';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import { eventInWords } from '../words.ts';
import styles from './reading.module.css';

/** Everything that happened to the case, who did it, when, and whether the hub has accepted it. Newest first. */
export function Timeline() {
  const { file, nameOf, now } = useOpenCase();
  return (
    <section className={styles.facts} aria-labelledby="timeline">
      <h2 id="timeline" className={styles.heading}>
        What happened
      </h2>
      <ol className={styles.timeline}>
        {file.timeline.toReversed().map((entry) => (
          <li key={entry.event} data-here={!entry.accepted}>
            <time dateTime={entry.at}>{dayAndTime(entry.at, now)}</time>
            <span className={entry.known ? undefined : 'mono'}>
              {eventInWords(entry, nameOf)}
              {entry.erased && <em> · contents erased</em>}
              {!entry.known && <em> · not known to this version</em>}
            </span>
            <span className={styles.who}>{entry.type === 'report_received' ? 'the gateway' : nameOf(entry.by)}</span>
            {entry.accepted ? (
              <span className={styles.accepted} title={`Number ${entry.seq} of the log`}>
                <Check size={12} aria-hidden="true" /> accepted
              </span>
            ) : (
              <span className={styles.onlyHere}>
                <Hourglass size={12} aria-hidden="true" /> only here
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
