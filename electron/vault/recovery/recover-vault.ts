import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../shared/protocol/envelope.ts';
import type { Argon2Cost } from '../keys/argon2-cost.ts';
import { DATABASE, fileKey } from '../keys/file-key.ts';
import { firstPageFits } from '../keys/first-page.ts';
import type { SlotsFlaw } from '../keys/key-slots.ts';
import { makePassphraseSlot } from '../keys/passphrase-slot.ts';
import { dataKeyId, openRecoverySlot } from '../keys/recovery-slot.ts';
import { readSlotFile, writeSlotFile } from '../keys/slot-file.ts';
import { forgetTries } from '../keys/unlock-delays.ts';
import { dropRekeyedCopy } from '../keys/unlocking.ts';
import { isWeak } from '../session/passphrase.ts';
import { journalRecovery, type Journalled } from './journal-recovery.ts';

export type Recovered =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason:
        | 'weak_passphrase'
        | 'no_recovery_slot'
        | 'another_recovery_key'
        | 'keys_fit_no_database'
        | SlotsFlaw
        | 'missing'
        | Extract<Journalled, { ok: false }>['reason'];
    };

/**
 * Opens a vault with the organisation's recovery key and gives it a new passphrase. The database gets one journal entry
 * and is otherwise left alone, so that unsynced work stays. The entry comes first: a recovery that the journal does not
 * know of must not happen. The keystore is out of reach here, so the new slot stands by the passphrase alone (at the
 * cost for that) until the next unlock binds it to the keystore again.
 * @param identity `AGE-SECRET-KEY-1…`
 * @param newKeystoreSecret the keystore lost this vault's device secret: set its file aside, so that the next start
 *   makes another
 */
export async function recoverVault(options: {
  readonly profile: string;
  readonly identity: string;
  readonly newPassphrase: string;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly random: Random;
  readonly newKeystoreSecret?: boolean;
  readonly cost?: Argon2Cost;
}): Promise<Recovered> {
  const { profile, identity, newPassphrase, clock, random, cost } = options;
  if (await isWeak(newPassphrase)) return { ok: false, reason: 'weak_passphrase' };
  const read = readSlotFile(profile);
  if (!read.ok) return { ok: false, reason: read.flaw };
  if (read.recovery.length === 0) return { ok: false, reason: 'no_recovery_slot' };
  const opened = await Promise.all(read.recovery.map((slot) => openRecoverySlot(slot, identity)));
  const dataKeys = opened.filter((dataKey) => dataKey !== null);
  if (dataKeys.length === 0) return { ok: false, reason: 'another_recovery_key' };
  const database = join(profile, DATABASE);
  // Two keys where a rekey was interrupted: the database tells which one is its own.
  const dataKey = dataKeys.find((candidate) => firstPageFits(database, fileKey(candidate, DATABASE)));
  if (dataKey === undefined) return { ok: false, reason: 'keys_fit_no_database' };
  const slot = await makePassphraseSlot(dataKey, newPassphrase, { mode: 'passphrase-only' }, cost, true);
  const journalled = journalRecovery(database, fileKey(dataKey, DATABASE), { clock, random });
  if (!journalled.ok) return journalled;
  const id = dataKeyId(dataKey);
  const recovery = read.recovery.filter((kept) => kept.dataKeyId === id);
  writeSlotFile(profile, { slots: [slot], recovery, destroyed: false });
  dropRekeyedCopy(profile);
  forgetTries(profile);
  if (options.newKeystoreSecret === true) setAsideSecret(profile, clock());
  for (const key of dataKeys) key.fill(0);
  return { ok: true };
}

function setAsideSecret(profile: string, now: number): void {
  const file = join(profile, 'device-secret.json');
  if (existsSync(file)) renameSync(file, `${file}.${now}.lost`);
}
