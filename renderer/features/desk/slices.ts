/** The slices of an opened list that the page holds: a window of it, never the whole. Pure but for its own contents. */
export class Slices<T> {
  readonly total: number;
  /** Rows a slice. */
  readonly size: number;
  readonly #keep: number;
  /** By number of the slice, the longest unused first. */
  readonly #held = new Map<number, readonly T[]>();

  /** @param keep slices held at most; the longest unused go first */
  constructor(total: number, size = 100, keep = 30) {
    this.total = total;
    this.size = size;
    this.#keep = keep;
  }

  rowAt(index: number): T | undefined {
    return this.#held.get(Math.floor(index / this.size))?.[index % this.size];
  }

  /** Puts rows that begin at `from`, a multiple of the size. A cut-off slice that is not the last is left out. */
  put(from: number, rows: readonly T[]): void {
    for (let start = 0; start < rows.length; start += this.size) {
      const number = (from + start) / this.size;
      const slice = rows.slice(start, start + this.size);
      const whole = Math.min(this.size, this.total - from - start);
      if (!Number.isInteger(number) || slice.length < whole) continue;
      this.#touch(number, slice);
    }
    while (this.#held.size > this.#keep) {
      const oldest = this.#held.keys().next().value;
      if (oldest === undefined) return;
      this.#held.delete(oldest);
    }
  }

  /** The slices `[from, to)` that are needed to show these rows and are not held; those held count as used. */
  missing(from: number, to: number): { readonly from: number; readonly to: number }[] {
    const gaps: { from: number; to: number }[] = [];
    const last = Math.ceil(Math.min(to, this.total) / this.size);
    for (let number = Math.max(0, Math.floor(from / this.size)); number < last; number++) {
      const held = this.#held.get(number);
      if (held) this.#touch(number, held);
      else gaps.push({ from: number * this.size, to: Math.min((number + 1) * this.size, this.total) });
    }
    return gaps;
  }

  /** The same rows in a list that is known to hold so many. */
  grown(total: number): Slices<T> {
    const grown = new Slices<T>(total, this.size, this.#keep);
    for (const [number, rows] of this.#held) grown.put(number * this.size, rows);
    return grown;
  }

  /** Every row that is held. */
  *rows(): Generator<T> {
    for (const rows of this.#held.values()) yield* rows;
  }

  /** How many slices are held. */
  get held(): number {
    return this.#held.size;
  }

  #touch(number: number, rows: readonly T[]): void {
    this.#held.delete(number);
    this.#held.set(number, rows);
  }
}
