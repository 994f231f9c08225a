import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { ReadConnection } from '../store/connection.ts';
import { readMeta } from '../store/meta.ts';

/** The store's part of what the screen tells of sync. */
export interface SyncCounts {
  readonly waiting: number;
  readonly refused: number;
  readonly unverified: number;
  readonly completeAsOf: string | null;
  /** Null unless an earlier version's rows and search entries are being folded again. */
  readonly refolding: { readonly done: number; readonly total: number } | null;
}

/** What a person signed and the hub has not answered, what it refused; the journal's own entries are not counted. */
export function syncCounts(db: ReadConnection): SyncCounts {
  const journal = JSON.stringify(JOURNAL_TYPES);
  const waiting = db.column<number>(
    `SELECT count(*) FROM events WHERE status = 'waiting' AND type NOT IN (SELECT value FROM json_each(?))`,
    [journal],
  )[0]!;
  const refused = db.column<number>(
    `SELECT count(*) FROM events WHERE status = 'refused' AND type NOT IN (SELECT value FROM json_each(?))`,
    [journal],
  )[0]!;
  const unverified = db.column<number>(`SELECT count(*) FROM events WHERE verified = 0 AND status = 'accepted'`)[0]!;
  return {
    waiting,
    refused,
    unverified,
    completeAsOf: readMeta(db, 'complete_as_of'),
    refolding: readMeta(db, 'refolding'),
  };
}
