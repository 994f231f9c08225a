import type { EventHeader } from '../../../shared/domain/header.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import type { FeedAnswer, FeedEvent, LeafOnly } from '../../../shared/protocol/calls.ts';
import type { EventRow } from '../store/events.ts';

/**
 * A stored event as it travels. The header was parsed by its schema when it was accepted.
 * @param bare without its contents, as if they were erased: the leaf of the log is made of the rest
 */
export const toWire = (row: EventRow, bare = false): FeedEvent => ({
  header: JSON.parse(row.header) as EventHeader,
  signature: row.signature,
  sealed: bare || row.sealed === null ? null : base64(row.sealed),
  seq: row.seq,
  hubTime: row.hub_time,
});

/** Stored places as a page shows them: of a case that has moved away the leaf's hash alone. */
export function toPage(rows: readonly EventRow[], bare = false): Pick<FeedAnswer, 'events' | 'leaves'> {
  const events = rows.filter((row) => row.moved_to === null).map((row) => toWire(row, bare));
  const leaves = rows.filter((row) => row.moved_to !== null).map(leafOnly);
  return leaves.length === 0 ? { events } : { events, leaves };
}

const leafOnly = (row: EventRow): LeafOnly => ({
  seq: row.seq,
  leafHash: leafOf(JSON.parse(row.header) as EventHeader, row.signature, row.hub_time),
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** How many of these fit into a page of `limit` bytes: at least one, since a larger one travels alone. */
export function fitting(weights: readonly number[], limit: number): number {
  let total = 0;
  let count = 0;
  for (const weight of weights) {
    total += weight;
    if (count > 0 && total > limit) break;
    count++;
  }
  return count;
}
