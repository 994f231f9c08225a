import { Check, Hourglass } from 'lucide-react';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { TimelineEntry } from '../../../../shared/domain/case-file.ts';
import { recall, usePlace } from '../../../app/place.ts';
import { Button } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import { eventInWords } from '../words.ts';
import styles from './reading.module.css';
import { foldPairs, type Line } from './timeline-fold.ts';
import { type Kind, kindOf, kinds } from './timeline-words.ts';

const Narrowed = z.object({ by: z.string(), kind: z.string() });
type Narrowed = z.infer<typeof Narrowed>;
const everything: Narrowed = { by: '', kind: '' };
const placeKey = 'timeline';

const partsOf = ({ entry, between, withdrawn }: Line): readonly TimelineEntry[] =>
  withdrawn === null ? [entry] : [entry, ...between, withdrawn];

/** Whether a line has to do with a person, and is of a kind; what this version does not know is always shown. */
export function isWanted(line: Line, { by, kind }: Narrowed): boolean {
  const own = kindOf(line.entry.type);
  return (by === '' || partsOf(line).some((entry) => entry.by === by)) && (kind === '' || own === null || own === kind);
}

/** Everything that happened to the case, who did it, when, and whether the hub has accepted it. Newest first. */
export function Timeline() {
  const { file, nameOf } = useOpenCase();
  const [narrowed, setNarrowed] = useState<Narrowed>(() => recall(placeKey, Narrowed) ?? everything);
  const lines = useMemo(() => foldPairs(file.timeline).toReversed(), [file.timeline]);
  const people = useMemo(
    () => [...new Set(file.timeline.filter(({ type }) => type !== 'report_received').map(({ by }) => by))],
    [file.timeline],
  );
  // Kept over the cases: whoever looks at danger alone does so in the next one too. A person may not be in it.
  const by = people.includes(narrowed.by) ? narrowed.by : '';
  const shown = lines.filter((line) => isWanted(line, { ...narrowed, by }));
  const narrow = (change: Partial<Narrowed>) => {
    const next = { ...narrowed, by, ...change };
    setNarrowed(next);
    usePlace.getState().remember(placeKey, next);
  };
  return (
    <section className={styles.facts} aria-labelledby="timeline">
      <h2 id="timeline" className={styles.heading}>
        {t('What happened')}
      </h2>
      <div className={styles.narrow} role="group" aria-label={t('Show of what happened')}>
        <label>
          <span>{t('By')}</span>
          <select value={by} onChange={(event) => narrow({ by: event.currentTarget.value })}>
            <option value="">{t('Everybody')}</option>
            {people.map((user) => (
              <option key={user} value={user}>
                {nameOf(user)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('Kind')}</span>
          <select value={narrowed.kind} onChange={(event) => narrow({ kind: event.currentTarget.value })}>
            <option value="">{t('Everything')}</option>
            {(Object.keys(kinds) as Kind[]).map((kind) => (
              <option key={kind} value={kind}>
                {kinds[kind]}
              </option>
            ))}
          </select>
        </label>
        {shown.length < lines.length && (
          <Button variant="quiet" onClick={() => narrow(everything)}>
            {t('{{count}} more', { count: lines.length - shown.length })}
          </Button>
        )}
      </div>
      <ol className={styles.timeline}>
        {shown.map((line) => (
          <TimelineLine key={(line.withdrawn ?? line.entry).event} line={line} />
        ))}
      </ol>
    </section>
  );
}

function TimelineLine({ line }: { readonly line: Line }) {
  const { nameOf, now } = useOpenCase();
  const [open, setOpen] = useState(false);
  const { entry, withdrawn } = line;
  if (withdrawn === null) return <EntryLine entry={entry} />;
  const who = entry.by === withdrawn.by ? nameOf(entry.by) : `${nameOf(entry.by)}, ${nameOf(withdrawn.by)}`;
  return (
    <>
      <li data-here={!withdrawn.accepted} data-folded>
        <time dateTime={withdrawn.at}>{dayAndTime(withdrawn.at, now)}</time>
        <span>
          <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('{{what}}, and taken back', { what: eventInWords(entry, nameOf) })}
          </button>
        </span>
        <span className={styles.who}>{who}</span>
        <Accepted entry={withdrawn} />
      </li>
      {open &&
        partsOf(line)
          .toReversed()
          .map((part) => <EntryLine key={part.event} entry={part} inner />)}
    </>
  );
}

function EntryLine({ entry, inner = false }: { readonly entry: TimelineEntry; readonly inner?: boolean }) {
  const { nameOf, now } = useOpenCase();
  return (
    <li data-here={!entry.accepted} data-inner={inner}>
      <time dateTime={entry.at}>{dayAndTime(entry.at, now)}</time>
      <span translate={entry.known ? undefined : 'no'} className={entry.known ? undefined : 'mono'}>
        {eventInWords(entry, nameOf)}
        {entry.erased && <em> {`· ${t('contents erased')}`}</em>}
        {!entry.known && <em> {`· ${t('not known to this version')}`}</em>}
      </span>
      <span className={styles.who}>{entry.type === 'report_received' ? t('the gateway') : nameOf(entry.by)}</span>
      <Accepted entry={entry} />
    </li>
  );
}

function Accepted({ entry }: { readonly entry: TimelineEntry }) {
  return entry.accepted ? (
    <span className={styles.accepted} title={t('Number {{seq}} of the log', { seq: String(entry.seq ?? '') })}>
      <Check size={12} aria-hidden="true" /> {t('accepted')}
    </span>
  ) : (
    <span className={styles.onlyHere}>
      <Hourglass size={12} aria-hidden="true" /> {t('only here')}
    </span>
  );
}
