import { Check, Hourglass } from 'lucide-react';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { RefusedEvent } from '../../../../shared/bridge/case.ts';
import type { TimelineEntry } from '../../../../shared/domain/case-file.ts';
import { recall, usePlace } from '../../../app/place.ts';
import { Button, Foreign } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { VersionWords } from '../assess/VersionWords.tsx';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import styles from './reading.module.css';
import { foldPairs, type Line, withGivenWay } from './timeline-fold.ts';
import { type Kind, kindOf, kinds, sentenceOf } from './timeline-words.ts';
import { eventInWords } from './event-words.ts';

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
  const { file, nameOf, read, me } = useOpenCase();
  const [narrowed, setNarrowed] = useState<Narrowed>(() => recall(placeKey, Narrowed) ?? everything);
  const lines = useMemo(
    () => withGivenWay(foldPairs(file.timeline), read.gaveWay, me.user).toReversed(),
    [file.timeline, read.gaveWay, me.user],
  );
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
  if (line.gaveWay !== undefined) return <GaveWay entry={entry} version={line.gaveWay} />;
  if (entry.type === 'kept_work_settled') return <SettledWork entry={entry} />;
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

/** A version that was refused and gave way: here alone, and every word of it with it. */
function GaveWay({ entry, version }: { readonly entry: TimelineEntry; readonly version: RefusedEvent }) {
  const { nameOf, now } = useOpenCase();
  const [open, setOpen] = useState(false);
  return (
    <>
      <li data-here data-folded>
        <time dateTime={entry.at}>{dayAndTime(entry.at, now)}</time>
        <span>
          <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('{{what}}, and gave way', { what: eventInWords(entry, nameOf) })}
          </button>
        </span>
        <span className={styles.who}>{nameOf(entry.by)}</span>
        <Accepted entry={entry} />
      </li>
      {open && (
        <li data-inner data-words>
          <VersionWords
            heading={t('Refused, and kept here')}
            type={version.type}
            facets={version.facets}
            payload={version.payload}
          />
        </li>
      )}
    </>
  );
}

/** What came too late, whose it was, and what a supervisor made of it. */
function SettledWork({ entry }: { readonly entry: TimelineEntry }) {
  const { file, nameOf, now } = useOpenCase();
  const [open, setOpen] = useState(false);
  const contents = file.keptWork?.[String(entry.facets.kept)]?.contents ?? null;
  if (contents === null) return <EntryLine entry={entry} />;
  const { reason, original } = contents;
  const { header, payload } = original;
  return (
    <>
      <li data-here={!entry.accepted} data-folded>
        <time dateTime={entry.at}>{dayAndTime(entry.at, now)}</time>
        <span>
          <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {eventInWords(entry, nameOf)}
          </button>
        </span>
        <span className={styles.who}>{nameOf(entry.by)}</span>
        <Accepted entry={entry} />
      </li>
      {open && (
        <li data-inner data-words>
          <VersionWords
            heading={t('{{what}} · {{name}}, {{when}}', {
              what: sentenceOf(header.type, header.facets, nameOf),
              name: nameOf(header.actor),
              when: dayAndTime(header.at, now),
            })}
            type={header.type}
            facets={header.facets}
            payload={payload}
          />
          {reason !== '' && <Foreign as="p" text={reason} />}
        </li>
      )}
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
