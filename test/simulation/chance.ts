/** Chance that a number decides: the same seed gives the same schedule. Mulberry32, 32 bits of state. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  readonly upTo: (below: number) => number;
  /** True `parts` times of `whole`. */
  readonly once: (parts: number, whole: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly bytes: (count: number) => Buffer;
}

/** The numbers of one `stream` of a seed: each step of a schedule has its own, so that one can be left out. */
export function chanceOf(seed: number, stream = 0): Chance {
  let state = (seed ^ 0x9e3779b9 ^ Math.imul(stream, 0x85ebca6b)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  // Neighbouring seeds differ in few bits: the first numbers are thrown away.
  for (let n = 0; n < 8; n++) next();
  const upTo = (below: number) => next() % below;
  return {
    upTo,
    once: (parts, whole) => upTo(whole) < parts,
    pick: (from) => from[upTo(from.length)]!,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => next() & 0xff)),
  };
}
