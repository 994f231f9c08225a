import { grantedDevicesOf, type Device } from '../../../shared/domain/directory.ts';
import type { KeysForDevice } from '../../../shared/domain/keys.ts';
import { sealToReaders } from '../../../shared/protocol/readers-key.ts';
import type { z } from 'zod';
import { signEach } from '../cases/sign-each.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { casesReadHere } from './cases-read-here.ts';

/** A reader's workstations that were not given the keys of a named-readers case, with the keys that are held here. */
export interface LateKeys {
  readonly caseId: string;
  readonly user: string;
  readonly keys: readonly Uint8Array[];
  readonly devices: readonly Pick<Device, 'device' | 'sealingKey'>[];
}
export type PassedKeys = Pick<LateKeys, 'caseId' | 'user'> & { readonly sealed: z.infer<typeof KeysForDevice>[] };

/**
 * What this vault can pass on: keys of cases that it reads, to workstations of other readers that were enrolled, and
 * granted a key by the keyring, after the case was sealed. A device that only the hub speaks for is given nothing.
 */
export function lateKeys(db: ReadConnection): LateKeys[] {
  const directory = directoryOf(db);
  const own = identityOf(db);
  return casesReadHere(db).flatMap(({ caseId, apart, keys }) =>
    apart.readers.flatMap((user) => {
      const devices = grantedDevicesOf(directory, user)
        .filter(({ device }) => device !== own.device && !apart.devices.includes(device))
        .map(({ device, sealingKey }) => ({ device, sealingKey }));
      return devices.length === 0 ? [] : [{ caseId, user, keys, devices }];
    }),
  );
}

export const sealLateKeys = (late: readonly LateKeys[]): Promise<PassedKeys[]> =>
  Promise.all(
    late.map(async ({ caseId, user, keys, devices }) => ({
      caseId,
      user,
      sealed: await sealToReaders(caseId, keys, devices),
    })),
  );

/** Signs that the keys were passed on, each case's for itself; what is not permitted any more is left out. */
export function passKeys(vault: WritingVault, passed: readonly PassedKeys[]): void {
  const each = passed.map(({ caseId, user, sealed }) => ({ caseId, facets: { user, keys: sealed } }));
  signEach(vault, 'reader_key_passed', each);
}
