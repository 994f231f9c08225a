import { sealToRecovery } from './recovery-slot.ts';
import { readSlotFile, writeSlotFile } from './slot-file.ts';

/**
 * Sees to it that a vault is sealed to the recovery key that the policy pins or the keyring says, and to no other: a vault
 * that was set up without one gets it, one that was sealed to a key which a hub once named is sealed anew. Does nothing
 * where it is so already, or while a rekey is under way. Throws when the disk is full; the slots then stand as they were.
 * @param dataKey the one that opens the database now
 * @returns whether the slots were changed
 */
export async function holdToRecovery(profile: string, dataKey: Uint8Array, recipient: string): Promise<boolean> {
  const read = readSlotFile(profile);
  if (!read.ok || read.destroyed || read.slots.length !== 1) return false;
  if (read.recovery.length === 1 && read.recovery[0]!.recipient === recipient) return false;
  const recovery = [await sealToRecovery(dataKey, recipient)];
  writeSlotFile(profile, { slots: read.slots, recovery, destroyed: false });
  return true;
}
