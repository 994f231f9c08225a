import { kindOf } from '../../../shared/domain/compartment.ts';
import type { ReadConnection } from './connection.ts';
import { readMeta } from './meta.ts';

/** What decides whether this vault may be read now: see `session/closed.ts`. Instants in ms since 1970, by the local clock. */
export interface Standing {
  /** The earliest lease of a compartment that holds cases; null while none has one. */
  readonly leaseUntil: number | null;
  /** The latest moment that this workstation's clock has shown since the hub last set it right; null before any. */
  readonly clockSeen: number | null;
  /** Why the hub shut this device out, or null. */
  readonly shut: 'device_revoked' | 'device_forked' | null;
}

const holdsCases = new Set(['desk', 'readers', 'referral']);

export function standingOf(db: ReadConnection): Standing {
  const leases = db
    .all<{ compartment: string; lease_until: string }>(
      // Before its first lease a compartment holds nothing. One whose log is read anew holds what it held before.
      `SELECT compartment, lease_until FROM compartments WHERE lease_until > '1970-01-02' AND (tree_size > 0
         OR EXISTS (SELECT 1 FROM cases WHERE cases.compartment = compartments.compartment)
         OR EXISTS (SELECT 1 FROM referrals WHERE referrals.compartment = compartments.compartment))`,
    )
    .filter(({ compartment }) => holdsCases.has(kindOf(compartment)))
    .map(({ lease_until }) => Date.parse(lease_until));
  const seen = readMeta(db, 'clock_seen');
  return {
    leaseUntil: leases.length === 0 ? null : leases.reduce((least, until) => Math.min(least, until)),
    clockSeen: seen === null ? null : Date.parse(seen),
    shut: readMeta(db, 'shut'),
  };
}
