import { readBackupSlots, slotsBeside } from '../backup/backup-keys.ts';
import type { Argon2Cost } from '../keys/argon2-cost.ts';
import { costs } from '../keys/argon2-cost.ts';
import { writeDurably } from '../keys/durable-file.ts';
import { writeKeySlots } from '../keys/key-slots.ts';
import { makePassphraseSlot } from '../keys/passphrase-slot.ts';
import { openRecoverySlot } from '../keys/recovery-slot.ts';
import { isWeak } from '../session/passphrase.ts';
import type { Recovered } from './recover-vault.ts';

/**
 * Gives a backup a new passphrase with the organisation's recovery key. The backup itself is not touched: only the key
 * slots beside it are replaced, whole or not at all. Its journal cannot be written to; the restore that follows is an
 * enrolment, which the directory shows to everybody.
 * @param identity `AGE-SECRET-KEY-1…`
 */
export async function recoverBackup(options: {
  readonly backup: string;
  readonly identity: string;
  readonly newPassphrase: string;
  readonly cost?: Argon2Cost;
}): Promise<Recovered> {
  const { backup, identity, newPassphrase, cost = costs['passphrase-only'] } = options;
  if (await isWeak(newPassphrase)) return { ok: false, reason: 'weak_passphrase' };
  const read = readBackupSlots(backup);
  if (!read.ok) return { ok: false, reason: read.flaw };
  if (read.recovery.length === 0) return { ok: false, reason: 'no_recovery_slot' };
  for (const slot of read.recovery) {
    const own = await openRecoverySlot(slot, identity);
    if (own === null) continue;
    const fresh = await makePassphraseSlot(own, newPassphrase, { mode: 'passphrase-only' }, cost);
    own.fill(0);
    writeDurably(slotsBeside(backup), writeKeySlots({ slots: [fresh], recovery: read.recovery, destroyed: false }));
    return { ok: true };
  }
  return { ok: false, reason: 'another_recovery_key' };
}
