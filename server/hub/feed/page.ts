import { limits, type FeedAnswer } from '../../../shared/protocol/calls.ts';
import { emptyTree } from '../../../shared/protocol/merkle.ts';
import type { Hub } from '../parts.ts';
import { findLog } from '../store/compartments.ts';
import type { DeviceRow } from '../store/devices.ts';
import { eventsBetween, weightsAfter } from '../store/events.ts';
import { grantsVersion } from '../store/hub-row.ts';
import { inSnapshot } from '../store/transaction.ts';
import { maySeeHeaders, readAccess } from './access.ts';
import { checkpointOf } from './checkpoint.ts';
import { refuse, type Refused } from './problem.ts';
import { fitting, toPage } from './wire.ts';

interface Cursor {
  readonly compartment: string;
  readonly epoch: number;
  readonly seq: number;
}

/** One page of a compartment's log after the cursor, with the checkpoint of the same moment. */
export async function readPage(
  hub: Hub,
  device: DeviceRow,
  { compartment, epoch, seq }: Cursor,
): Promise<{ readonly ok: true; readonly answer: FeedAnswer } | Refused> {
  const { hubEpoch } = hub.identity;
  if (epoch !== hubEpoch) return refuse('epoch_changed', { hubEpoch });
  return inSnapshot(hub.db, async (tx) => {
    const access = await readAccess(tx, device.device, device.user_id);
    if (!(await maySeeHeaders(tx, access, compartment))) return refuse('access_withdrawn');
    const tree = (await findLog(tx, compartment))?.tree ?? emptyTree;
    if (seq > tree.size) return refuse('cursor_ahead', { expected: tree.size });
    const ahead = await weightsAfter(tx, compartment, seq, limits.pageEvents);
    const count = fitting(
      ahead.map((event) => event.weight),
      limits.pageBytes,
    );
    const rows = count === 0 ? [] : await eventsBetween(tx, compartment, seq, seq + count);
    const answer: FeedAnswer = {
      hubEpoch,
      grantsVersion: await grantsVersion(tx),
      compartment,
      ...toPage(rows, access.bare.includes(compartment)),
      hasMore: seq + count < tree.size,
      checkpoint: checkpointOf(hub, compartment, tree),
    };
    return { ok: true, answer };
  });
}
