import type { EventHeader } from '../../../shared/domain/header.ts';
import type { FeedEvent } from '../../../shared/protocol/calls.ts';
import type { EventRow } from '../store/events.ts';

/** A stored event as it travels. The header was parsed by its schema when it was accepted. */
export const toWire = (row: EventRow): FeedEvent => ({
  header: JSON.parse(row.header) as EventHeader,
  signature: row.signature,
  sealed: row.sealed === null ? null : base64(row.sealed),
  seq: row.seq,
  hubTime: row.hub_time,
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
