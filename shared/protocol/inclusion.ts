import { createHash } from 'node:crypto';

/**
 * Inclusion proofs of RFC 6962 section 2.1.1: the hashes beside the way from a leaf up to the root. Hashes are 32 bytes
 * in hex; places count from 0.
 */
const NODE = Buffer.from([1]);
const node = (left: string, right: string) =>
  createHash('sha256').update(NODE).update(Buffer.from(left, 'hex')).update(Buffer.from(right, 'hex')).digest('hex');

/** The largest power of two below `n`, for n > 1. */
const half = (n: number) => 2 ** Math.floor(Math.log2(n - 1));

/** All leaves of a log, with every perfect subtree over them: a path costs O(log² n) hashes once it is built. */
export class LeafTree {
  readonly #levels: string[][];

  constructor(leaves: readonly string[]) {
    this.#levels = [[...leaves]];
    for (let below = this.#levels[0]!; below.length > 1;) {
      const level = Array.from({ length: below.length >> 1 }, (_, at) => node(below[2 * at]!, below[2 * at + 1]!));
      this.#levels.push(level);
      below = level;
    }
  }

  get size(): number {
    return this.#levels[0]!.length;
  }

  leaf(place: number): string {
    return this.#levels[0]![place]!;
  }

  /** The root over the first `size` leaves, at least one. */
  root(size: number): string {
    return this.#hash(0, size);
  }

  /** The path of the leaf at `place` in the tree of the first `size` leaves, from below. */
  path(place: number, size: number): string[] {
    return this.#path(place, 0, size);
  }

  #hash(from: number, to: number): string {
    const n = to - from;
    const level = Math.log2(n);
    if (Number.isInteger(level) && from % n === 0) return this.#levels[level]![from / n]!;
    const k = half(n);
    return node(this.#hash(from, from + k), this.#hash(from + k, to));
  }

  #path(place: number, from: number, to: number): string[] {
    const n = to - from;
    if (n === 1) return [];
    const k = half(n);
    return place < from + k
      ? [...this.#path(place, from, from + k), this.#hash(from + k, to)]
      : [...this.#path(place, from + k, to), this.#hash(from, from + k)];
  }
}

/** The root to which a leaf and its path lead, or null when the path is not of this place and size (RFC 9162, 2.1.3.2). */
export function rootOfPath(leaf: string, place: number, size: number, path: readonly string[]): string | null {
  if (place < 0 || place >= size) return null;
  let at = place;
  let last = size - 1;
  let hash = leaf;
  for (const beside of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = node(beside, hash);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else hash = node(hash, beside);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}
