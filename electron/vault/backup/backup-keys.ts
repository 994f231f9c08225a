import { randomBytes } from 'node:crypto';
import { costs, type Argon2Cost } from '../keys/argon2-cost.ts';
import { readIfThere } from '../keys/durable-file.ts';
import { fileKey } from '../keys/file-key.ts';
import { readKeySlots, writeKeySlots, type SlotsRead } from '../keys/key-slots.ts';
import { makePassphraseSlot, openPassphraseSlot } from '../keys/passphrase-slot.ts';
import { sealToRecovery } from '../keys/recovery-slot.ts';

/** The key slots that open a backup lie beside it. */
export const slotsBeside = (backup: string): string => `${backup}.key-slots.json`;

const databaseKey = (backupKey: Uint8Array) => fileKey(backupKey, 'backup');

/**
 * A new key for one backup, and the text of the slots that open it: the passphrase of the day, at the cost of one that
 * stands alone, and the organisation's recovery key. Not the vault's own slots, for two reasons: they need this
 * workstation's keystore, and a backup is for the day on which there is no such workstation; and whoever breaks a backup
 * must not have the vault as well.
 */
export async function makeBackupKey(options: {
  readonly passphrase: string;
  readonly recoveryRecipient: string | null;
  readonly cost?: Argon2Cost | undefined;
}): Promise<{ readonly key: Buffer; readonly slots: string }> {
  const { passphrase, recoveryRecipient: recipient, cost = costs['passphrase-only'] } = options;
  const own = randomBytes(32);
  const slot = await makePassphraseSlot(own, passphrase, { mode: 'passphrase-only' }, cost);
  const recovery = recipient === null ? [] : [await sealToRecovery(own, recipient)];
  const key = databaseKey(own);
  own.fill(0);
  return { key, slots: writeKeySlots({ slots: [slot], recovery, destroyed: false }) };
}

/** The slots beside a backup, or what is wrong with them. */
export function readBackupSlots(backup: string): SlotsRead | { readonly ok: false; readonly flaw: 'missing' } {
  const text = readIfThere(slotsBeside(backup));
  return text === null ? { ok: false, flaw: 'missing' } : readKeySlots(text);
}

/** The key of a backup's database, or null for another passphrase. Costs a second. */
export async function openBackupKey(backup: string, passphrase: string): Promise<Buffer | null> {
  const read = readBackupSlots(backup);
  if (!read.ok) return null;
  for (const slot of read.slots) {
    if (slot.secret !== 'passphrase-only') continue;
    const own = await openPassphraseSlot(slot, passphrase, new Uint8Array(0));
    if (own === null) continue;
    const key = databaseKey(own);
    own.fill(0);
    return key;
  }
  return null;
}
