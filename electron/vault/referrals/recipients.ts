import type { Device, Directory } from '../../../shared/domain/directory.ts';

/** The workstations of a unit's investigators that could open a referral now. */
export const workstationsOf = (directory: Directory, unit: string): Device[] =>
  Object.values(directory.devices).filter(
    (device) =>
      !device.withdrawn &&
      directory.users[device.user]?.memberships.some((m) => m.unit === unit && m.role === 'investigator') === true,
  );
