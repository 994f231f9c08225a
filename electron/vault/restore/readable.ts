import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';

/** What of a vault's own work can be read, whatever pages do not open. */
export interface Readable<Row> {
  readonly rows: readonly Row[];
  /** How many more there were that could not be read; at most so many where the index is damaged too. */
  readonly lost: number;
}

function tried<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}

export interface OwnEvent extends SqlRow {
  header: string;
  payload: string | null;
  compartment: string;
  status: string;
  verdict: string | null;
}

const columns = 'header, payload, compartment, status, verdict';
const unsent = `status IN ('waiting', 'answered') AND type <> 'journal_opened'`;

/** Row numbers to try one by one: from the smallest index that still opens, else every number that there can be. */
function numbers(db: ReadConnection): readonly number[] {
  const listed = tried(() => db.column<number>('SELECT n FROM events INDEXED BY events_of_case'));
  if (listed !== null) return listed;
  const last = tried(() => db.column<number | null>('SELECT max(n) FROM events')[0]) ?? null;
  const pages = tried(() => db.column<number>('PRAGMA page_count')[0]) ?? 0;
  // Without the last row's number: a page of 4 KiB holds hardly more than ten events.
  return Array.from({ length: last ?? pages * 10 }, (_, index) => index + 1);
}

/**
 * One's own events that the hub has not brought back, by number. `answered` ones are among them: what a hub that was
 * restored forgot is offered again, and what it has is left out later.
 */
export function unsentEvents(db: ReadConnection): Readable<OwnEvent> {
  const whole = tried(() => db.all<OwnEvent>(`SELECT ${columns} FROM events WHERE ${unsent} ORDER BY device_seq`));
  if (whole !== null) return { rows: whole, lost: 0 };
  const expected = tried(() =>
    db.column<number>("SELECT n FROM events INDEXED BY events_waiting WHERE status = 'waiting'"),
  );
  const rows: OwnEvent[] = [];
  const unread: number[] = [];
  for (const n of new Set([...(expected ?? []), ...numbers(db)]))
    try {
      const row = db.get<OwnEvent>(`SELECT ${columns} FROM events WHERE n = ? AND ${unsent}`, [n]);
      if (row !== undefined) rows.push(row);
    } catch {
      unread.push(n);
    }
  const lost = expected === null ? unread.length : expected.filter((n) => unread.includes(n)).length;
  const order = ({ header }: OwnEvent) => (JSON.parse(header) as { deviceSeq: number }).deviceSeq;
  return { rows: rows.sort((a, b) => order(a) - order(b)), lost };
}

/** A person's own act, not an entry that the journal made of it. */
export const isAct = ({ header }: OwnEvent): boolean =>
  !JOURNAL_TYPES.includes((JSON.parse(header) as { type: string }).type);

/** Events that the hub refused and their author has not settled: the hub has not their words. */
export const refusedEvents = (db: ReadConnection): readonly OwnEvent[] =>
  tried(() => db.all<OwnEvent>(`SELECT ${columns} FROM events WHERE status = 'refused' ORDER BY device_seq`)) ?? [];

export interface OwnDraft extends SqlRow {
  case_id: string;
  part: string;
  content: string;
  saved_at: string;
}

/** What was typed and not signed. */
export function ownDrafts(db: ReadConnection): Readable<OwnDraft> {
  const sql = 'SELECT case_id, part, content, saved_at FROM drafts';
  const whole = tried(() => db.all<OwnDraft>(sql));
  if (whole !== null) return { rows: whole, lost: 0 };
  // A damaged page ends the reading of the table: it is read case by case, by what other tables know of cases.
  const rows = new Map<string, readonly OwnDraft[]>();
  let lost = 0;
  for (const { case_id: caseId, drafts } of casesWithDrafts(db)) {
    const found = tried(() => db.all<OwnDraft>(`${sql} WHERE case_id = ?`, [caseId]));
    rows.set(caseId, found ?? []);
    lost += Math.max(0, drafts - (found?.length ?? 0));
  }
  return { rows: [...rows.values()].flat(), lost };
}

interface CaseWithDrafts extends SqlRow {
  case_id: string;
  drafts: number;
}

const casesWithDrafts = (db: ReadConnection): readonly CaseWithDrafts[] =>
  tried(() => db.all<CaseWithDrafts>('SELECT case_id, drafts FROM cases WHERE drafts > 0')) ??
  tried(() => db.all<CaseWithDrafts>('SELECT case_id, 0 AS drafts FROM facts')) ??
  [];
