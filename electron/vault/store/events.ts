import { EventHeader } from '../../../shared/domain/header.ts';
import { PushVerdict } from '../../../shared/protocol/calls.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import type { TakenEvent } from '../sync/sync-store.ts';
import type { ReadConnection, SqlRow, WriteConnection } from './connection.ts';
import { parseStored, storedContents, unlessDamaged } from './damaged-row.ts';
import type { OpenedEvent } from '../../../shared/domain/opened-event.ts';

/** `answered`: the hub has accepted it, the feed has not brought it yet. `settled`: refused, and the author let it be. */
export type EventStatus = 'waiting' | 'answered' | 'accepted' | 'refused' | 'settled';

export interface StoredEvent extends OpenedEvent {
  readonly compartment: string;
  readonly status: EventStatus;
  readonly verdict: PushVerdict | null;
  readonly provisional: boolean;
}

interface EventRow extends SqlRow {
  id: string;
  case_id: string;
  compartment: string;
  seq: number | null;
  provisional: number;
  status: string;
  verdict: string | null;
  header: string;
  payload: string | null;
}

const columns = 'id, case_id, compartment, seq, provisional, status, verdict, header, payload';

/** A stored header by its schema; `caseId` names the case should it be damaged. @throws DamagedRow */
export const parseHeader = (json: string, caseId: string | null = null): EventHeader =>
  parseStored(EventHeader, json, caseId);

const stored = (row: EventRow): StoredEvent => ({
  header: parseHeader(row.header, row.case_id),
  payload: storedContents(row.payload, row.case_id),
  seq: row.seq,
  compartment: row.compartment,
  status: row.status as EventStatus,
  verdict: row.verdict === null ? null : parseStored(PushVerdict, row.verdict, row.case_id),
  provisional: row.provisional === 1,
});

/**
 * Every event of a case: accepted ones in the order of the log, then one's own by their number. Pages of a pack are read
 * by themselves (`referrals/pack-pages.ts`): they change no fact, and are large.
 */
export const eventsOf = (db: ReadConnection, caseId: string): StoredEvent[] =>
  db
    .all<EventRow>(
      `SELECT ${columns} FROM events WHERE case_id = ? AND type <> 'referral_page'
       ORDER BY seq IS NULL, seq, device_seq, n`,
      [caseId],
    )
    .map(stored);

/** What is in view: accepted events and, on top, one's own that the hub has not refused. */
export const inView = (event: StoredEvent) => event.status !== 'refused' && event.status !== 'settled';

export function eventById(db: ReadConnection, id: string): StoredEvent | null {
  const row = db.get<EventRow>(`SELECT ${columns} FROM events WHERE id = ?`, [id]);
  return row === undefined ? null : stored(row);
}

/** One's own signed headers that the feed has not brought yet, oldest first: they lie on top of the accepted facts. */
export const ownAhead = (db: ReadConnection, caseId: string): EventHeader[] =>
  db
    .column<string>(
      `SELECT header FROM events WHERE case_id = ? AND status IN ('waiting', 'answered') ORDER BY device_seq`,
      [caseId],
    )
    .map((header) => parseHeader(header, caseId));

/** Of one case, or of all: there a damaged one is left out, for its case tells of it when it is opened. */
export const refusedEvents = (db: ReadConnection, caseId: string | null): StoredEvent[] =>
  (caseId === null
    ? db.all<EventRow>(`SELECT ${columns} FROM events WHERE status = 'refused' ORDER BY device_seq DESC`)
    : db.all<EventRow>(
        `SELECT ${columns} FROM events WHERE case_id = ? AND status = 'refused' ORDER BY device_seq DESC`,
        [caseId],
      )
  ).flatMap((row) => (caseId === null ? unlessDamaged(() => stored(row), []) : stored(row)));

/** The contents of the report that opened a case, unparsed; null when erased or not opened yet. */
export function reportPayload(db: ReadConnection, caseId: string): unknown {
  const payload = db.column<string | null>(
    `SELECT payload FROM events WHERE case_id = ? AND type = 'report_received' AND payload IS NOT NULL LIMIT 1`,
    [caseId],
  )[0];
  return storedContents(payload ?? null, caseId);
}

export interface SignedEvent {
  readonly header: EventHeader;
  readonly signature: string;
  readonly sealed: Uint8Array;
  readonly payload: unknown;
  readonly compartment: string;
}

/** Stores an event that was just signed here: it waits for the hub. */
export function storeOwn(db: WriteConnection, event: SignedEvent): void {
  db.run(
    `INSERT INTO events (id, case_id, compartment, type, device_seq, status, header, signature, sealed, payload, verified)
     VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, 1)`,
    [
      event.header.id,
      event.header.caseId,
      event.compartment,
      event.header.type,
      event.header.deviceSeq,
      JSON.stringify(event.header),
      event.signature,
      new Uint8Array(event.sealed),
      event.payload === null ? null : JSON.stringify(event.payload),
    ],
  );
}

/**
 * How an accepted event met what was here: `own` waited here, `confirmed` was here provisionally, `moved` likewise but
 * at another place of the log, `known` was taken in before. `taken`: another event lies here under its id; nothing is stored.
 */
export type Meeting = 'new' | 'own' | 'confirmed' | 'moved' | 'known' | 'taken';

/** The last place that an event of the case has in its log; 0 for none. */
export const lastSeq = (db: ReadConnection, caseId: string): number =>
  db.column<number | null>(`SELECT max(seq) FROM events WHERE case_id = ? AND status = 'accepted'`, [caseId])[0] ?? 0;

/** The event goes to another log: of its place in the old one the hash is kept. */
function closePlace(db: WriteConnection, n: number): void {
  const row = db.get<{
    compartment: string;
    seq: number | null;
    header: string;
    signature: string | null;
    hub_time: string | null;
  }>('SELECT compartment, seq, header, signature, hub_time FROM events WHERE n = ?', [n]);
  if (row === undefined || row.seq === null || row.hub_time === null) return;
  db.run('INSERT INTO closed_leaves (compartment, seq, hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    row.compartment,
    row.seq,
    leafOf(parseHeader(row.header), row.signature, row.hub_time),
  ]);
}

interface HeldRow extends SqlRow {
  n: number;
  status: string;
  provisional: number;
  seq: number | null;
  compartment: string;
  header: string;
}

/** Whether a stored header is of the very event that arrives under its id; one that cannot be read is replaced by it. */
function isSame(stored: string, { device, deviceSeq, payloadHash }: EventHeader): boolean {
  let held: Partial<EventHeader> | null;
  try {
    // Not by the schema: this is asked of every event that a first sync has shown before.
    held = JSON.parse(stored) as Partial<EventHeader> | null;
  } catch {
    return true;
  }
  return held?.device === device && held.deviceSeq === deviceSeq && held.payloadHash === payloadHash;
}

/**
 * Stores an accepted event. One's own that waited, and one shown provisionally, are replaced in place. The sealed
 * bytes are kept only while they cannot be opened here; one's own keep theirs, since a restored hub may ask for them.
 */
export function storeAccepted(
  db: WriteConnection,
  compartment: string,
  event: TakenEvent,
  provisional: boolean,
  own: string,
): Meeting {
  const { header } = event;
  const held = db.get<HeldRow>('SELECT n, status, provisional, seq, compartment, header FROM events WHERE id = ?', [
    header.id,
  ]);
  const payload = event.payload === null || event.payload === undefined ? null : JSON.stringify(event.payload);
  if (held === undefined) {
    db.run(
      `INSERT INTO events (id, case_id, compartment, type, seq, provisional, hub_time, device_seq, status, header,
         signature, sealed, payload, sealed_to_us, verified)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?, ?, ?, ?, ?, ?)`,
      [
        header.id,
        header.caseId,
        compartment,
        header.type,
        event.seq,
        provisional ? 1 : 0,
        event.hubTime,
        header.device === own ? header.deviceSeq : null,
        JSON.stringify(header),
        event.signature,
        event.sealedToUs && event.sealed !== null ? new Uint8Array(event.sealed) : null,
        payload,
        event.sealedToUs ? 1 : 0,
        // The hub's own events carry no signature: the checkpoint covers them.
        event.signature === null ? 1 : 0,
      ],
    );
    return 'new';
  }
  if (!isSame(held.header, header)) return provisional && held.status === 'accepted' ? 'known' : 'taken';
  if (held.status === 'accepted') {
    // The same place of another log is another place: the case has moved.
    const same = held.seq === event.seq && held.compartment === compartment;
    if ((held.provisional === 0 && same) || provisional) return 'known';
    if (held.provisional === 0 && held.compartment !== compartment) closePlace(db, held.n);
    db.run(
      `UPDATE events SET compartment = ?, seq = ?, provisional = 0, hub_time = ?, header = ?, signature = ?,
         verified = CASE WHEN signature IS ? THEN verified ELSE 0 END WHERE n = ?`,
      [compartment, event.seq, event.hubTime, JSON.stringify(header), event.signature, event.signature, held.n],
    );
    return same ? 'confirmed' : 'moved';
  }
  db.run(
    `UPDATE events SET compartment = ?, seq = ?, provisional = ?, hub_time = ?, status = 'accepted', verdict = NULL,
       sealed_to_us = CASE WHEN payload IS NULL THEN ? ELSE sealed_to_us END, payload = coalesce(payload, ?),
       header = ?, signature = ?, verified = CASE WHEN signature IS ? THEN verified ELSE 0 END WHERE n = ?`,
    [
      compartment,
      event.seq,
      provisional ? 1 : 0,
      event.hubTime,
      // Taken away with a compartment that has been given back.
      event.sealedToUs ? 1 : 0,
      payload,
      JSON.stringify(header),
      event.signature,
      event.signature,
      held.n,
    ],
  );
  return 'own';
}
