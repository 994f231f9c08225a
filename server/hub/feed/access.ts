import { DIRECTORY, deskOf, journalOf, kindOf, unitOfDesk } from '../../../shared/domain/compartment.ts';
import { desksReadBy, investigationUnitsOf, isAuditor, worksAtDesk } from '../../../shared/domain/directory.ts';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import { findLog, logsOfKind } from '../store/compartments.ts';
import { closedCompartments, readersCompartments } from '../store/readers.ts';
import type { Db } from '../store/tables.ts';
import { findUser } from '../store/users.ts';

/** What a device may see: compartments by name, and every referral that was sent to one of the units. */
export interface Access {
  readonly named: readonly string[];
  /** Those of the named of which only headers are shown, never contents or files: an auditor's desks. */
  readonly bare: readonly string[];
  readonly referralUnits: readonly string[];
  /** Referrals that are closed to this user although they were sent to one of the units. */
  readonly closed: readonly string[];
  /** Whether it may add chunks to any desk or named-readers case (a gateway), which it may not read. */
  readonly delivers: boolean;
}

/** The logs that there are for auditors. Named-readers cases are for their readers, and referrals for their recipients. */
export interface Audited {
  readonly journals: readonly string[];
  readonly desks: readonly string[];
}

const auditedLogs = async (db: Db): Promise<Audited> => ({
  journals: await logsOfKind(db, 'journal'),
  desks: await logsOfKind(db, 'desk'),
});

export function accessOf(
  device: string,
  memberships: readonly Membership[],
  readerOf: readonly string[],
  closed: readonly string[],
  audited: Audited = { journals: [], desks: [] },
): Access {
  const whole = [
    DIRECTORY,
    journalOf(device),
    ...desksReadBy(memberships).map(deskOf),
    ...(worksAtDesk(memberships) ? readerOf : []),
  ];
  const audits = isAuditor(memberships);
  const bare = audits ? audited.desks.filter((desk) => !whole.includes(desk)) : [];
  return {
    named: [...new Set([...whole, ...(audits ? audited.journals : []), ...bare])],
    bare,
    referralUnits: investigationUnitsOf(memberships),
    closed,
    delivers: memberships.some((m) => m.role === 'gateway'),
  };
}

export async function readAccess(db: Db, device: string, user: string): Promise<Access> {
  const memberships = (await findUser(db, user))?.memberships ?? [];
  const audited = isAuditor(memberships) ? await auditedLogs(db) : undefined;
  return accessOf(
    device,
    memberships,
    await readersCompartments(db, user),
    await closedCompartments(db, user),
    audited,
  );
}

/** Whether a gateway may bring chunks there. Those of a named-readers case come before the case itself. */
export const mayDeliver = (access: Access, compartment: string) =>
  access.delivers && (unitOfDesk(compartment) !== null || kindOf(compartment) === 'readers');

/** Whether something of the log may be read: its headers at least. */
export const maySeeHeaders = async (db: Db, access: Access, compartment: string): Promise<boolean> =>
  access.bare.includes(compartment) || (await maySee(db, access, compartment));

/**
 * Whether the compartment may be read, contents and files included. A referral belongs to the unit that it was sent to. A named-readers case that
 * exists and is somebody else's is looked for, and answered, exactly as one that does not exist.
 */
export async function maySee(db: Db, access: Access, compartment: string): Promise<boolean> {
  if (access.bare.includes(compartment)) return false;
  if (access.named.includes(compartment)) return true;
  if (kindOf(compartment) !== 'referral' || access.closed.includes(compartment)) return false;
  const unit = (await findLog(db, compartment))?.unit;
  return unit !== undefined && unit !== null && access.referralUnits.includes(unit);
}
