import { worksAs, type Device, type Directory } from './directory.ts';

/** Roles in which a unit's private key is held. */
const withKey = ['assessor', 'supervisor', 'information_officer', 'auditor'] as const;

/** Whether a workstation may hold a unit's private key: the keyring and the directory both say that its person works there. */
export const mayHoldKey = (directory: Directory, device: Device, unit: string): boolean =>
  withKey.some((role) => worksAs(directory, device, { unit, role }));

/** The workstations that may hold a unit's private key now. */
export const holdersOf = (directory: Directory, unit: string): Device[] =>
  Object.values(directory.devices).filter((device) => mayHoldKey(directory, device, unit));

/**
 * The workstations that were granted a unit's newest key and may not hold it any more: withdrawn, or their person has left.
 * While there is one, what is sealed to the unit could be opened by somebody who has left, with the help of the hub.
 */
export function leaversOf(directory: Directory, unit: string): Device[] {
  const key = directory.units[unit]?.key;
  if (key === null || key === undefined) return [];
  return Object.values(directory.devices).filter(
    (device) => directory.grants[`${device.device} ${key.id}`] !== undefined && !worksThere(directory, device, unit),
  );
}

/** By the directory alone: somebody who got another role besides has not left, though the keyring has to be asked anew. */
function worksThere(directory: Directory, { user, withdrawn, vouchedFor }: Device, unit: string): boolean {
  const roles = directory.users[user]?.memberships ?? [];
  const atDesk = (held: typeof roles) => held.some((m) => m.unit === unit && withKey.some((role) => role === m.role));
  return !withdrawn && atDesk(roles) && (vouchedFor === null || atDesk(vouchedFor));
}

/** The units that need a new key, by name. */
export const dueForNewKey = (directory: Directory): string[] =>
  Object.keys(directory.units)
    .filter((unit) => leaversOf(directory, unit).length > 0)
    .sort();
