import { HUB_DEVICE } from '../../../shared/domain/header.ts';
import type { Directory } from '../../../shared/domain/directory.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import { readCheckpoint, type Checkpoint } from '../../../shared/protocol/checkpoint.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, emptyTree, root, type TreeHead } from '../../../shared/protocol/merkle.ts';
import type { Log } from '../store/compartments.ts';
import { eventsBetween, weightsAfter } from '../store/events.ts';
import type { Db } from '../store/tables.ts';
import { fitting } from '../feed/wire.ts';
import { checkRow } from './check-event.ts';
import { fault, type Fault, type FaultKind } from './fault.ts';

/** Who signs for this hub, and what was kept elsewhere of what it signed before. */
export interface Believed {
  readonly hubId: string;
  readonly hubKey: string;
  readonly hubEpoch: number;
  readonly directory: Directory;
  /** Checkpoints from outside (an auditor's file), parsed, of this log. */
  readonly witnesses: readonly Checkpoint[];
}

/** The rest of a log has to be known before it can be said that it has the size of a checkpoint. */
interface Promised extends Checkpoint {
  readonly differs: FaultKind;
  readonly beyond: FaultKind;
}

/** Reads one log from its start and answers its first fault, or null; `events` is how many were read. */
export async function verifyLog(
  db: Db,
  log: Log,
  believed: Believed,
): Promise<{ events: number; fault: Fault | null }> {
  const { compartment } = log;
  const kept = log.checkpoint === null ? null : readCheckpoint(log.checkpoint, believed.hubKey);
  const promised = [
    ...believed.witnesses.map((one): Promised => ({ ...one, differs: 'witness_differs', beyond: 'witness_beyond' })),
    ...(kept === null ? [] : [{ ...kept, differs: 'checkpoint_differs', beyond: 'checkpoint_beyond' } as Promised]),
  ];
  const lastOf = new Map<string, number>();
  let tree: TreeHead = emptyTree;
  const ended = (kind: FaultKind, seq: number | null, detail = '') => ({
    events: tree.size,
    fault: fault(kind, compartment, seq, detail),
  });
  for (;;) {
    const ahead = await weightsAfter(db, compartment, tree.size, limits.pageEvents);
    if (ahead.length === 0) break;
    const count = fitting(
      ahead.map(({ weight }) => weight),
      limits.pageBytes,
    );
    for (const row of await eventsBetween(db, compartment, tree.size, ahead[count - 1]!.seq)) {
      const place = tree.size + 1;
      if (row.seq !== place) return ended('gap', place, `next is ${row.seq}`);
      if (place > log.tree.size) return ended('beyond_head', place, row.id);
      const checked = checkRow(row, believed.directory);
      if (!checked.ok) return ended(checked.kind, place, row.id);
      const { device, deviceSeq } = checked.header;
      // What came along with its case was accepted elsewhere, in an order of its own.
      if (row.came_from === null) {
        if (device !== HUB_DEVICE && deviceSeq <= (lastOf.get(device) ?? 0))
          return ended('order_changed', place, row.id);
        lastOf.set(device, deviceSeq);
      }
      tree = append(tree, leafOf(checked.header, row.signature, row.hub_time));
      const broken = promised.find(({ size, root: promisedRoot }) => size === place && promisedRoot !== root(tree));
      // The tree says that something changed up to here, and not where.
      if (broken !== undefined) return ended(broken.differs, null, `among the first ${place}`);
    }
  }
  if (tree.size < log.tree.size) return ended('head_short', tree.size + 1, `the head is ${log.tree.size}`);
  if (JSON.stringify(tree.peaks) !== JSON.stringify(log.tree.peaks)) return ended('tree_differs', null);
  const longer = promised.find(({ size }) => size > tree.size);
  if (longer !== undefined) return ended(longer.beyond, tree.size + 1, `signed for ${longer.size}`);
  if (tree.size > 0 && log.checkpoint === null) return ended('checkpoint_missing', null);
  const ours = kept !== null && kept.hubId === believed.hubId && kept.compartment === compartment;
  if (log.checkpoint !== null && !(ours && kept.epoch <= believed.hubEpoch)) return ended('checkpoint_forged', null);
  return { events: tree.size, fault: null };
}
