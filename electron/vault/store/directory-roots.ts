import { EventHeader } from '../../../shared/domain/header.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, emptyTree, root, type TreeHead } from '../../../shared/protocol/merkle.ts';
import type { ReadConnection } from './connection.ts';

interface Row extends Record<string, string | number | null> {
  seq: number;
  header: string;
  signature: string | null;
  hub_time: string;
}

/** How far the tree was grown last, by connection: heads that are asked for one after the other cost each leaf once. */
const grown = new WeakMap<ReadConnection, TreeHead>();

/**
 * The Merkle root (hex) over the first `size` events of the directory as they are held here, or null when they are not all
 * held. About 20 µs for each event since the head that was asked for before.
 */
export function directoryRootAt(db: ReadConnection, size: number): string | null {
  const before = grown.get(db);
  let tree = before !== undefined && before.size <= size ? before : emptyTree;
  const rows = db.all<Row>(
    `SELECT seq, header, signature, hub_time FROM events
     WHERE compartment = 'directory' AND status = 'accepted' AND provisional = 0 AND seq > ? AND seq <= ? ORDER BY seq`,
    [tree.size, size],
  );
  for (const { seq, header, signature, hub_time } of rows) {
    if (seq !== tree.size + 1) return null;
    tree = append(tree, leafOf(EventHeader.parse(JSON.parse(header)), signature, hub_time));
  }
  if (tree.size !== size) return null;
  grown.set(db, tree);
  return root(tree);
}

/** The log is read again from its start, and may be another one. */
export const forgetRoots = (db: ReadConnection): void => void grown.delete(db);
