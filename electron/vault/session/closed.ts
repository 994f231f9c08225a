import type { CallName } from '../../../shared/bridge/contract.ts';
import type { Standing } from '../store/standing.ts';

/** Why the cases on this workstation are not shown although the passphrase was right. */
export type Closed = 'lease_expired' | 'clock_ran_back' | 'device_revoked' | 'device_forked';

/** Small corrections by a time server are no attempt to win time. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Whether the vault may be read at this moment (ms since 1970). An offline device hears of no withdrawal; so what it may
 * read is confirmed by each hello or bundle for 14 days, and a clock that is turned back wins nothing. Pure.
 */
export function closedBecause({ leaseUntil, clockSeen, shut }: Standing, now: number): Closed | null {
  if (shut !== null) return shut;
  if (clockSeen !== null && now < clockSeen - TOLERANCE_MS) return 'clock_ran_back';
  return leaseUntil !== null && now >= leaseUntil ? 'lease_expired' : null;
}

const kept = ['session.', 'sync.', 'place.', 'draft.', 'restore.', 'bundle.'];

/**
 * What is still done while the vault is closed: the ways to the hub, to a bundle and to a new vault, and keeping what was
 * typed a moment ago. Nothing of these shows a case.
 */
export const answeredWhileClosed = (name: CallName): boolean =>
  kept.some((prefix) => name.startsWith(prefix)) && name !== 'session.rekey';
