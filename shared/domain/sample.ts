import { wallClockAt } from './statutory-clock.ts';

/** An approved decision of no further action, as it stands in a desk's log. */
export interface Approved {
  readonly decision: string;
  /** The event that approved it. */
  readonly approval: string;
  readonly at: string;
}

/** SHA-256 of a text in lower-case hexadecimal; handed in, since the rules hold no library. */
export type Digest = (text: string) => string;

/** The month of London's calendar in which an instant lies: `2026-10`. */
export function monthOf(at: string): string {
  const { year, month } = wallClockAt(at);
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Months that are over at `now`, so that nothing more is decided in them. */
export const isOver = (month: string, now: string): boolean => month < monthOf(now);

/**
 * The seed of a draw. It comes out of every approval of the month and of nothing that whoever draws could choose: neither
 * the moment nor a number. Event ids are made on many workstations, and nobody knows all of them before the month is over.
 */
export const seedOf = (unit: string, month: string, approved: readonly Approved[], digest: Digest): string =>
  digest(['second review', unit, month, ...approved.map(({ approval }) => approval).toSorted()].join('\n'));

/** How many of `n` a share (per cent) is: never none of some. */
export const sizeOf = (n: number, share: number): number => Math.ceil((n * share) / 100);

/**
 * The decisions that are drawn: those that come first when all are ordered by their digest with the seed. The same of
 * whoever repeats it, in whatever order the log is read; a larger share draws the same ones and more.
 */
export function sampleOf(approved: readonly Approved[], share: number, seed: string, digest: Digest): string[] {
  const placed = new Map(approved.map(({ decision }) => [decision, digest(`${seed}\n${decision}`)]));
  const order = [...placed.keys()].toSorted((a, b) => {
    const [x, y] = [`${placed.get(a)!} ${a}`, `${placed.get(b)!} ${b}`];
    return x < y ? -1 : x > y ? 1 : 0;
  });
  return order.slice(0, sizeOf(placed.size, share));
}
