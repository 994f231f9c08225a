import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { ReadConnection } from '../store/connection.ts';
import { readMeta } from '../store/meta.ts';

/** The store's part of what the screen tells of sync. */
export interface SyncCounts {
  readonly waiting: number;
  readonly refused: number;
  readonly conflicts: number;
  readonly cases: number;
  /** Those, and what the hub said is missing of them; null where it has said nothing. */
  readonly casesSaid: number | null;
  readonly unverified: number;
  readonly completeAsOf: string | null;
  /** Null unless an earlier version's rows and search entries are being folded again. */
  readonly refolding: { readonly done: number; readonly total: number } | null;
}

/**
 * What a person signed and the hub has not answered, what it refused; the journal's own entries are not counted.
 * @param said how many cases the hub says some logs hold; the other desks are counted as they are here
 */
export function syncCounts(db: ReadConnection, said: Readonly<Record<string, number>> = {}): SyncCounts {
  const journal = JSON.stringify(JOURNAL_TYPES);
  const waiting = db.column<number>(
    `SELECT count(*) FROM events WHERE status = 'waiting' AND type NOT IN (SELECT value FROM json_each(?))`,
    [journal],
  )[0]!;
  const refused = db.column<number>(
    `SELECT count(*) FROM events WHERE status = 'refused' AND type NOT IN (SELECT value FROM json_each(?))`,
    [journal],
  )[0]!;
  const conflicts = db.column<number>(
    `SELECT count(*) FROM events WHERE status = 'refused' AND json_extract(verdict, '$.code') = 'conflict'`,
  )[0]!;
  const cases = db.column<number>(`SELECT n FROM tallies WHERE name = 'cases'`)[0]!;
  const unverified = db.column<number>(`SELECT count(*) FROM events WHERE verified = 0 AND status = 'accepted'`)[0]!;
  return {
    waiting,
    refused,
    conflicts,
    cases,
    casesSaid: Object.keys(said).length === 0 ? null : cases + missingOf(db, said),
    unverified,
    completeAsOf: readMeta(db, 'complete_as_of'),
    refolding: readMeta(db, 'refolding'),
  };
}

/** Never less than none: a case may have come since the hub was asked. */
function missingOf(db: ReadConnection, said: Readonly<Record<string, number>>): number {
  return Object.entries(said).reduce((missing, [compartment, cases]) => {
    const here = db.column<number>('SELECT count(*) FROM cases WHERE compartment = ?', [compartment])[0]!;
    return missing + Math.max(0, cases - here);
  }, 0);
}
