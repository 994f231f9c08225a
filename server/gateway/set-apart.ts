import { grantedDevicesOf, type Device, type Directory } from '../../shared/domain/directory.ts';
import type { SetApart } from '../../shared/domain/events/report.ts';
import type { Matched } from './naming/matching.ts';

/** Who reads a report that is set apart, with the workstations to which its key is sealed. */
export interface Readers {
  readonly apart: SetApart;
  readonly devices: readonly Device[];
}

/** What is known of the case that a report follows up, when that case was set apart. */
export interface ParentApart {
  readonly readers: readonly string[];
  readonly closedTo: readonly string[];
}

const usersWith = (directory: Directory, roles: readonly string[], unit: string | null) =>
  Object.values(directory.users)
    .filter((user) => user.memberships.some((m) => roles.includes(m.role) && (unit === null || m.unit === unit)))
    .map(({ user }) => user);

/**
 * Decides whether a report is set apart and for whom: for the readers of the case that it follows up, else for the
 * assessors and supervisors of its desk, in either case without those whom it names or who have an interest in it. When
 * nobody with a workstation is left, for the supervisors of other desks.
 * @returns null for an ordinary report; `nobody` when no workstation could open it
 */
export function readersFor(
  directory: Directory,
  unit: string,
  { named, interested }: Matched,
  parent: ParentApart | null,
): Readers | 'nobody' | null {
  const ofDesk = usersWith(directory, ['assessor', 'supervisor'], unit);
  // Somebody who never sees this desk needs no case of its own to be kept from it.
  const conflicting = interested.filter((user) => ofDesk.includes(user));
  if (named.length === 0 && conflicting.length === 0 && parent === null) return null;
  const closedTo = [...new Set([...named, ...interested, ...(parent?.closedTo ?? [])])].sort();
  const why = named.length > 0 || (parent !== null && conflicting.length === 0) ? 'user_named' : 'interest';
  const circles = [parent?.readers ?? ofDesk, ofDesk, usersWith(directory, ['supervisor'], null)];
  for (const circle of circles) {
    const readers = circle.filter((user) => !closedTo.includes(user)).sort();
    const devices = readers.flatMap((user) => grantedDevicesOf(directory, user));
    if (devices.length > 0) return { apart: { why, readers, closedTo }, devices };
  }
  return 'nobody';
}
