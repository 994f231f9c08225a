import { grantedDevicesOf, type Device } from '../../../shared/domain/directory.ts';
import type { ReadersKey } from '../../../shared/domain/keys.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { wrapForReaders } from '../../../shared/protocol/readers-key.ts';
import { signEach } from '../cases/sign-each.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { casesReadHere } from './cases-read-here.ts';

/** A named-readers case whose key is held by a workstation that may read it no longer, and those that are given the next. */
export interface StaleKey {
  readonly caseId: string;
  readonly devices: readonly Pick<Device, 'device' | 'sealingKey'>[];
}
export interface RenewedKey {
  readonly caseId: string;
  readonly caseKey: ReadersKey;
}

/**
 * Cases read here whose key a withdrawn workstation holds, or one of a person who has left: the hub serves it nothing more,
 * but it could open whatever reaches it another way. Two vaults may renew at once; both keys then open what they sealed.
 */
export function staleKeys(db: ReadConnection): StaleKey[] {
  const directory = directoryOf(db);
  return casesReadHere(db).flatMap(({ caseId, apart }) => {
    const stay = apart.readers.flatMap((reader) => grantedDevicesOf(directory, reader));
    const gone = apart.devices.some(
      (held) => directory.devices[held] !== undefined && !stay.some(({ device }) => device === held),
    );
    if (!gone || stay.length === 0) return [];
    return [{ caseId, devices: stay.map(({ device, sealingKey }) => ({ device, sealingKey })) }];
  });
}

/** @param recovery the organisation's recovery key (`age1…`), or null */
export const sealNewKeys = (
  stale: readonly StaleKey[],
  recovery: string | null,
  random: Random,
): Promise<RenewedKey[]> =>
  Promise.all(
    stale.map(async ({ caseId, devices }) => ({
      caseId,
      caseKey: await wrapForReaders(caseId, random(32), devices, recovery),
    })),
  );

/** Signs the new keys, each case's for itself; what is not permitted any more is left out. */
export function renewKeys(vault: WritingVault, renewed: readonly RenewedKey[]): void {
  const each = renewed.map(({ caseId, caseKey }) => ({ caseId, facets: { caseKey } }));
  signEach(vault, 'reader_key_renewed', each);
}
