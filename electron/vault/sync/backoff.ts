import type { Random } from '../../../shared/protocol/envelope.ts';

const FIRST_MS = 1000;
const CAP_MS = 5 * 60_000;

/** A number in [0, 1). */
export const fraction = (random: Random) => random(4).readUInt32BE() / 2 ** 32;

/**
 * Milliseconds before the next try: full jitter up to 1 s, 2 s, 4 s … 5 min, so that a thousand workstations do not come
 * back at once; never before the hub's own wish. `failures` counts from 1.
 */
export function backoffMs(failures: number, retryAfterMs: number | null, random: Random): number {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.max(Math.round(fraction(random) * ceiling), retryAfterMs ?? 0);
}

/** For what only a person can put right: seldom, and without counting. */
export const slowRetryMs = (retryAfterMs: number | null, random: Random) =>
  Math.max(Math.round(CAP_MS * (0.5 + fraction(random) / 2)), retryAfterMs ?? 0);
