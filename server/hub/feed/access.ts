import { DIRECTORY, deskOf, journalOf, kindOf } from '../../../shared/domain/compartment.ts';
import { desksOf, investigationUnitsOf } from '../../../shared/domain/directory.ts';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import { findLog } from '../store/compartments.ts';
import type { Db } from '../store/tables.ts';
import { findUser } from '../store/users.ts';

/** What a device may see: compartments by name, and every referral that was sent to one of the units. */
export interface Access {
  readonly named: readonly string[];
  readonly referralUnits: readonly string[];
  /** Whether it may add chunks to any desk (a gateway), which it may not read. */
  readonly delivers: boolean;
}

export function accessOf(device: string, memberships: readonly Membership[]): Access {
  return {
    named: [DIRECTORY, journalOf(device), ...desksOf(memberships).map(deskOf)],
    referralUnits: investigationUnitsOf(memberships),
    delivers: memberships.some((m) => m.role === 'gateway'),
  };
}

export async function readAccess(db: Db, device: string, user: string): Promise<Access> {
  return accessOf(device, (await findUser(db, user))?.memberships ?? []);
}

/** Whether the compartment may be read. A referral belongs to the unit that it was sent to. */
export async function maySee(db: Db, access: Access, compartment: string): Promise<boolean> {
  if (access.named.includes(compartment)) return true;
  if (kindOf(compartment) !== 'referral') return false;
  const unit = (await findLog(db, compartment))?.unit;
  return unit !== undefined && unit !== null && access.referralUnits.includes(unit);
}
