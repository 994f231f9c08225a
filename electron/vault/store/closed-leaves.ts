import type { LeafOnly } from '../../../shared/protocol/calls.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import type { WriteConnection } from './connection.ts';
import { parseHeader } from './events.ts';

/** Places of a log of which only the hash is shown, or kept, any more. Inside the caller's transaction. */
export function keepClosed(db: WriteConnection, compartment: string, leaves: readonly LeafOnly[]): void {
  for (const { seq, leafHash } of leaves)
    db.run(
      'INSERT INTO closed_leaves (compartment, seq, hash) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash',
      [compartment, seq, leafHash],
    );
}

/** Keeps the hashes of a case's places in a log, before its events go from here or to another log. */
export function closePlaces(db: WriteConnection, caseId: string, compartment: string): void {
  const rows = db.all<{ seq: number; header: string; signature: string | null; hub_time: string }>(
    `SELECT seq, header, signature, hub_time FROM events
     WHERE case_id = ? AND compartment = ? AND seq IS NOT NULL AND provisional = 0 AND hub_time IS NOT NULL`,
    [caseId, compartment],
  );
  const leaves = rows.map(({ seq, header, signature, hub_time }) => ({
    seq,
    leafHash: leafOf(parseHeader(header, caseId), signature, hub_time),
  }));
  keepClosed(db, compartment, leaves);
}
