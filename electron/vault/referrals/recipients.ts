import { worksAs, type Device, type Directory } from '../../../shared/domain/directory.ts';

/**
 * The workstations of a unit's investigators that may open a referral now. The hub alone makes nobody a recipient: the
 * keyring must have vouched for the device and for its person's role in this very unit.
 */
export const workstationsOf = (directory: Directory, unit: string): Device[] =>
  Object.values(directory.devices).filter((device) => worksAs(directory, device, { unit, role: 'investigator' }));
