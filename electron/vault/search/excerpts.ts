import { MASK } from '../cases/masking.ts';
import type { ReadConnection } from '../store/connection.ts';

/** Hits of an excerpt stand between these two; nobody can type them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const WORDS = 24;

/** A few words around the hits of each row, names masked where the conflict screen is not passed. */
export function excerpts(db: ReadConnection, match: string, ids: readonly number[]): Map<number, string> {
  const rows = db.all<{ id: number; excerpt: string }>(
    `SELECT rowid AS id, snippet(search, -1, '${OPEN}', '${CLOSE}', '…', ${WORDS}) AS excerpt FROM search
     WHERE search MATCH ? AND rowid IN (SELECT value FROM json_each(?))`,
    [match, JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, excerpt }) => [id, excerpt.replaceAll(MASK, '▒▒▒')]));
}
