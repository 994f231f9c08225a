import { createHash } from 'node:crypto';

/** RFC 6962 section 2.1 hashes: leaves and nodes are told apart by a prefix byte. All hashes are 32 bytes in hex. */
export const leafHash = (data: Uint8Array) => createHash('sha256').update(LEAF).update(data).digest('hex');
const node = (left: string, right: string) =>
  createHash('sha256').update(NODE).update(Buffer.from(left, 'hex')).update(Buffer.from(right, 'hex')).digest('hex');

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const EMPTY_ROOT = createHash('sha256').digest('hex');

/**
 * A log's tree by its peaks: the roots of the perfect subtrees, largest first, one for each set bit of `size`. Enough
 * to append and to name the root, in O(log n) space.
 */
export interface TreeHead {
  readonly size: number;
  readonly peaks: readonly string[];
}

export const emptyTree: TreeHead = { size: 0, peaks: [] };

/** Appends a leaf hash. */
export function append(tree: TreeHead, leaf: string): TreeHead {
  const peaks = [...tree.peaks];
  let hash = leaf;
  for (let size = tree.size; size % 2 === 1; size = (size - 1) / 2) hash = node(peaks.pop()!, hash);
  return { size: tree.size + 1, peaks: [...peaks, hash] };
}

/** The Merkle tree hash MTH of the log. */
export const root = (tree: TreeHead): string =>
  tree.peaks.length === 0 ? EMPTY_ROOT : tree.peaks.reduceRight((right, left) => node(left, right));
