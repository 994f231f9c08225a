import { DIRECTORY, deskOf, journalOf, kindOf, unitOfDesk } from '../../../shared/domain/compartment.ts';
import { desksOf, investigationUnitsOf, worksAtDesk } from '../../../shared/domain/directory.ts';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import { findLog } from '../store/compartments.ts';
import { closedCompartments, readersCompartments } from '../store/readers.ts';
import type { Db } from '../store/tables.ts';
import { findUser } from '../store/users.ts';

/** What a device may see: compartments by name, and every referral that was sent to one of the units. */
export interface Access {
  readonly named: readonly string[];
  readonly referralUnits: readonly string[];
  /** Referrals that are closed to this user although they were sent to one of the units. */
  readonly closed: readonly string[];
  /** Whether it may add chunks to any desk or named-readers case (a gateway), which it may not read. */
  readonly delivers: boolean;
}

export function accessOf(
  device: string,
  memberships: readonly Membership[],
  readerOf: readonly string[],
  closed: readonly string[],
): Access {
  return {
    named: [
      DIRECTORY,
      journalOf(device),
      ...desksOf(memberships).map(deskOf),
      ...(worksAtDesk(memberships) ? readerOf : []),
    ],
    referralUnits: investigationUnitsOf(memberships),
    closed,
    delivers: memberships.some((m) => m.role === 'gateway'),
  };
}

export async function readAccess(db: Db, device: string, user: string): Promise<Access> {
  const memberships = (await findUser(db, user))?.memberships ?? [];
  return accessOf(device, memberships, await readersCompartments(db, user), await closedCompartments(db, user));
}

/** Whether a gateway may bring chunks there. Those of a named-readers case come before the case itself. */
export const mayDeliver = (access: Access, compartment: string) =>
  access.delivers && (unitOfDesk(compartment) !== null || kindOf(compartment) === 'readers');

/**
 * Whether the compartment may be read. A referral belongs to the unit that it was sent to. A named-readers case that
 * exists and is somebody else's is looked for, and answered, exactly as one that does not exist.
 */
export async function maySee(db: Db, access: Access, compartment: string): Promise<boolean> {
  if (access.named.includes(compartment)) return true;
  if (kindOf(compartment) !== 'referral' || access.closed.includes(compartment)) return false;
  const unit = (await findLog(db, compartment))?.unit;
  return unit !== undefined && unit !== null && access.referralUnits.includes(unit);
}
