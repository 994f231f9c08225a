import type { Device, Directory } from '../../../shared/domain/directory.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf } from '../store/meta.ts';

/** The workstations of a unit's investigators that could open a referral now. */
export const workstationsOf = (directory: Directory, unit: string): Device[] =>
  Object.values(directory.devices).filter(
    (device) =>
      !device.withdrawn &&
      directory.users[device.user]?.memberships.some((m) => m.unit === unit && m.role === 'investigator') === true,
  );

/**
 * The workstations that could open a referral of this case. Whoever is named in a case that was set apart is no recipient,
 * though they investigate in that unit.
 */
export function recipientsOf(db: ReadConnection, unit: string, caseId: string): Device[] {
  const closedTo = caseInView(db, caseId)?.facts.apart?.closedTo ?? [];
  return workstationsOf(directoryOf(db), unit).filter(({ user }) => !closedTo.includes(user));
}
