import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceSecret } from '../../../shared/bridge/vault-start.ts';
import type { Argon2Cost } from './argon2-cost.ts';
import { DATABASE, fileKey } from './file-key.ts';
import { firstPageFits } from './first-page.ts';
import type { PassphraseSlot, SlotSet } from './key-slots.ts';
import { makePassphraseSlot, openPassphraseSlot } from './passphrase-slot.ts';
import { dataKeyId } from './recovery-slot.ts';
import { writeSlotFile } from './slot-file.ts';

/** A database that a rekey is writing; never the one in use. */
export const rekeyedCopy = (profile: string) => join(profile, `${DATABASE}.rekey`);

export const dropRekeyedCopy = (profile: string): void => {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${rekeyedCopy(profile)}${suffix}`, { force: true });
};

export interface OpenedSlot {
  readonly slot: PassphraseSlot;
  readonly dataKey: Buffer;
}

/** Every slot that the passphrase opens: one, or two where a rekey was interrupted. */
export async function openSlots(
  usable: readonly { readonly slot: PassphraseSlot; readonly secret: Uint8Array }[],
  passphrase: string,
): Promise<OpenedSlot[]> {
  const opened: OpenedSlot[] = [];
  for (const { slot, secret } of usable) {
    const dataKey = await openPassphraseSlot(slot, passphrase, secret);
    if (dataKey !== null) opened.push({ slot, dataKey });
  }
  return opened;
}

/**
 * Which of the opened slots is the database's, after a rekey that was interrupted. The others are forgotten, with their
 * recovery slots and a half-made copy: from then on one data key opens the vault. Null when the database fits none.
 */
export function settleRekey(profile: string, set: SlotSet, opened: readonly OpenedSlot[]): OpenedSlot | null {
  const fits = ({ dataKey }: OpenedSlot) => firstPageFits(join(profile, DATABASE), fileKey(dataKey, DATABASE));
  const current = opened.find(fits);
  if (current === undefined) return null;
  dropRekeyedCopy(profile);
  const id = dataKeyId(current.dataKey);
  writeSlotFile(profile, {
    slots: [current.slot],
    recovery: set.recovery.filter((slot) => slot.dataKeyId === id),
    destroyed: false,
  });
  return current;
}

/** Binds a slot that a recovery made to the keystore, now that it is within reach. */
export async function rebind(
  profile: string,
  set: SlotSet,
  dataKey: Uint8Array,
  passphrase: string,
  deviceSecret: Exclude<DeviceSecret, { mode: 'refused' }>,
  cost?: Argon2Cost,
): Promise<void> {
  const slot = await makePassphraseSlot(dataKey, passphrase, deviceSecret, cost);
  writeSlotFile(profile, { slots: [slot], recovery: set.recovery, destroyed: false });
}
