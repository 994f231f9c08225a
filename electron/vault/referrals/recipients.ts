import { worksAs, type Device, type Directory } from '../../../shared/domain/directory.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf } from '../store/meta.ts';

/**
 * The workstations of a unit's investigators that may open a referral now. The hub alone makes nobody a recipient: the
 * keyring must have vouched for the device and for its person's role in this very unit.
 */
export const workstationsOf = (directory: Directory, unit: string): Device[] =>
  Object.values(directory.devices).filter((device) => worksAs(directory, device, { unit, role: 'investigator' }));

/**
 * The workstations that could open a referral of this case. Whoever is named in a case that was set apart is no recipient,
 * though they investigate in that unit.
 */
export function recipientsOf(db: ReadConnection, unit: string, caseId: string): Device[] {
  const closedTo = caseInView(db, caseId)?.facts.apart?.closedTo ?? [];
  return workstationsOf(directoryOf(db), unit).filter(({ user }) => !closedTo.includes(user));
}
