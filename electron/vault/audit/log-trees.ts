import { leafOf } from '../../../shared/protocol/leaf.ts';
import { LeafTree } from '../../../shared/protocol/inclusion.ts';
import { readCheckpoint, type Checkpoint } from '../../../shared/protocol/checkpoint.ts';
import { cursorsOf } from '../store/compartments.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseHeader } from '../store/events.ts';
import { identityOf } from '../store/meta.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';

/** A log as it is held here, hashed again from its events. */
export interface HeldLog {
  readonly compartment: string;
  /** Null when a place is missing. */
  readonly tree: LeafTree | null;
  readonly closed: number;
  readonly frozen: boolean;
  /** The last checkpoint of the hub that this log came to, its signature checked; null before one. */
  readonly checkpoint: Checkpoint | null;
  /** The signed text of it. */
  readonly note: string | null;
}

const AT_ONCE = 200;

/** Hashes every place of a log anew, in slices; of closed places the hash is all there is. */
export async function readLog(
  db: ReadConnection,
  compartment: string,
  progress: (places: number) => void = () => undefined,
): Promise<HeldLog> {
  const cursor = cursorsOf(db).find((one) => one.compartment === compartment);
  const { hubKey, hubId } = identityOf(db);
  const note = cursor?.checkpoint ?? null;
  const read = note === null ? null : readCheckpoint(note, hubKey);
  const checkpoint = read?.hubId === hubId && read.compartment === compartment ? read : null;
  const size = Math.max(cursor?.tree.size ?? 0, checkpoint?.size ?? 0);
  const leaves = new Map<number, string>();
  const closedRows = db.all<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM closed_leaves WHERE compartment = ? AND seq <= ?',
    [compartment, size],
  );
  for (const { seq, hash } of closedRows) leaves.set(seq, hash);
  let own = 0;
  let until = performance.now() + READ_SLICE_MS;
  for (let after = 0; ;) {
    const rows = db.all<{ seq: number; header: string; signature: string | null; hub_time: string | null }>(
      `SELECT seq, header, signature, hub_time FROM events
       WHERE compartment = ? AND seq > ? AND seq IS NOT NULL AND provisional = 0 ORDER BY seq LIMIT ${AT_ONCE}`,
      [compartment, after],
    );
    for (const { seq, header, signature, hub_time } of rows) {
      if (hub_time !== null) leaves.set(seq, leafOf(parseHeader(header), signature, hub_time));
      own += 1;
    }
    after = rows.at(-1)?.seq ?? after;
    progress(rows.length);
    if (rows.length < AT_ONCE) break;
    if (performance.now() < until) continue;
    await pause();
    until = performance.now() + READ_SLICE_MS;
  }
  const whole: string[] = [];
  for (let seq = 1; seq <= size; seq++) {
    const leaf = leaves.get(seq);
    if (leaf === undefined) break;
    whole.push(leaf);
  }
  const tree = whole.length === size ? new LeafTree(whole) : null;
  return { compartment, tree, closed: leaves.size - own, frozen: (cursor?.frozen ?? null) !== null, checkpoint, note };
}

/** The logs that were hashed last, kept while they have not grown. */
export class LogTrees {
  readonly #db: ReadConnection;
  readonly #held = new Map<string, { stand: string; log: HeldLog }>();

  constructor(db: ReadConnection) {
    this.#db = db;
  }

  async read(compartment: string): Promise<HeldLog> {
    const stand = this.#standOf(compartment);
    const held = this.#held.get(compartment);
    if (held?.stand === stand) return held.log;
    const log = await readLog(this.#db, compartment);
    this.#held.set(compartment, { stand, log });
    return log;
  }

  #standOf(compartment: string): string {
    const cursor = cursorsOf(this.#db).find((one) => one.compartment === compartment);
    return JSON.stringify([cursor?.epoch, cursor?.tree.size, cursor?.checkpoint]);
  }
}

/** Whether the root of a log as it is held here is the one that the hub signed. */
export function outcomeOf({ tree, checkpoint, frozen }: HeldLog) {
  if (frozen) return 'frozen' as const;
  if (checkpoint === null || checkpoint.size === 0) return 'no_checkpoint' as const;
  if (tree === null || tree.size < checkpoint.size) return 'incomplete' as const;
  return tree.root(checkpoint.size) === checkpoint.root ? ('agrees' as const) : ('differs' as const);
}
