import type { FeedEvent } from '../../shared/protocol/calls.ts';
import { known, type KnownHeader } from '../../shared/domain/events/index.ts';
import { NO_PAYLOAD_HASH, type EventHeader } from '../../shared/domain/header.ts';
import { dated } from '../../shared/domain/statistics/tally.ts';
import { foldMeasure, type Measure } from '../../shared/domain/statistics/measure.ts';
import type { Logged } from './sim-hub.ts';
import type { SimWorkstation } from './sim-workstation.ts';

type Erased = Extract<KnownHeader, { type: 'erased' }>;

const erasedBy = (header: EventHeader): Erased | null => {
  const event = header.type === 'erased' ? known(header) : null;
  return event?.type === 'erased' ? event : null;
};

/** Whether an erasure takes the contents of this event; said here once more, independently of the code of the hub. */
const takes = ({ caseId, facets: { what } }: Erased, header: EventHeader): boolean =>
  header.caseId === caseId && (what.scope === 'case' || what.entries.includes(header.id));

/** The first event of a page that still has contents which were erased. */
export function withErasedContents(events: readonly FeedEvent[], erasures: readonly EventHeader[]): string | null {
  const took = erasures.map(erasedBy).filter((event) => event !== null);
  const kept = events.find(({ header, sealed }) => (sealed ?? '') !== '' && took.some((one) => takes(one, header)));
  return kept === undefined ? null : kept.header.id;
}

/**
 * Of contents that two people have erased nothing is left on the hub or on any workstation, and no figure has changed by it.
 * @param withContents ids of the events of which the hub keeps the sealed bytes
 * @param measured what the hub counts of each case
 */
export function erasedIsGone(
  logs: ReadonlyMap<string, readonly Logged[]>,
  stations: readonly SimWorkstation[],
  withContents: ReadonlySet<string>,
  measured: ReadonlyMap<string, Measure>,
): string | null {
  for (const log of logs.values()) {
    const live = log.filter(({ movedTo }) => movedTo === null).map(({ header }) => header);
    for (const header of live) {
      const event = erasedBy(header);
      if (event === null) continue;
      const gone = live.filter((one) => takes(event, one));
      const kept = gone.find(({ id }) => withContents.has(id));
      if (kept !== undefined) return `the hub keeps the contents of ${kept.type} ${kept.id}, which were erased`;
      for (const station of stations) {
        const broken = isGoneFrom(station, event, gone);
        if (broken !== null) return `${station.name}: ${broken}`;
      }
      const before = live
        .filter(({ caseId, type }) => caseId === event.caseId && !type.startsWith('disposal_') && type !== 'erased')
        .reduce<Measure | null>(foldMeasure, null);
      const figures = JSON.stringify(before);
      if (JSON.stringify(measured.get(event.caseId) ?? null) !== figures)
        return `the hub counts ${event.caseId} otherwise`;
      for (const { name, vault } of stations) {
        const counted = vault.db.column<string>(
          'SELECT measure FROM measures JOIN cases USING (id) WHERE case_id = ?',
          [event.caseId],
        )[0];
        if (counted !== undefined && counted !== JSON.stringify(dated(before!)))
          return `${name} counts ${event.caseId} otherwise`;
      }
    }
  }
  return null;
}

function isGoneFrom(
  { vault: { db }, files }: SimWorkstation,
  event: Erased,
  gone: readonly EventHeader[],
): string | null {
  const had = gone.filter(({ payloadHash }) => payloadHash !== NO_PAYLOAD_HASH);
  for (const { id, type } of had) {
    // Who may read a case no longer hears of no erasure, and keeps the sealed bytes of their own events for a restored hub,
    // unreadable and for 90 days.
    const kept = db.column(
      `SELECT 1 FROM events WHERE id = ? AND (payload IS NOT NULL OR sealed_to_us = 1 OR (length(sealed) > 0
         AND (device_seq IS NULL OR EXISTS (SELECT 1 FROM facts f WHERE f.case_id = events.case_id))))`,
      [id],
    );
    if (kept.length > 0) return `keeps the contents of ${type} ${id}, which were erased`;
  }
  if (event.facets.what.scope !== 'case') return null;
  for (const table of ['case_keys', 'drafts', 'attachment_texts', 'kept_work', 'forgotten_events'])
    if (db.column(`SELECT 1 FROM ${table} WHERE case_id = ?`, [event.caseId]).length > 0)
      return `keeps ${table} of ${event.caseId}, which was erased`;
  const file = files?.db.column('SELECT 1 FROM files WHERE case_id = ?', [event.caseId]) ?? [];
  return file.length > 0 ? `keeps a file of ${event.caseId}, which was erased` : null;
}
