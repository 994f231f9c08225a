import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceSecret } from '../../../shared/bridge/vault-start.ts';
import type { Argon2Cost } from './argon2-cost.ts';
import { ATTACHMENTS, DATABASE, fileKey } from './file-key.ts';
import { makePassphraseSlot } from './passphrase-slot.ts';
import { sealToRecovery } from './recovery-slot.ts';
import { rekeyDatabase } from './rekey-database.ts';
import { readSlotFile, writeSlotFile } from './slot-file.ts';
import { dropRekeyedCopy, rekeyedCopy, settleRekey } from './unlocking.ts';

/** `dataKey` is the one that opens the database now, the new one or, after a failure, the old one. */
export type Rekeyed =
  | { readonly ok: true; readonly dataKey: Buffer; readonly settle: () => void }
  | { readonly ok: false; readonly code: 'disk_full' | 'rekey_failed'; readonly dataKey: Buffer };

/**
 * Gives a vault a new data key. Its database must not be open. Until `settle` is called, which is for when the database
 * has been opened with the new key, the slot file keeps both; an unlock after a crash finds out which one it is.
 * @param dataKey the present one, which the passphrase has just opened
 */
export async function rekeyVault(options: {
  readonly profile: string;
  readonly passphrase: string;
  readonly deviceSecret: DeviceSecret;
  readonly dataKey: Buffer;
  readonly cost?: Argon2Cost;
}): Promise<Rekeyed> {
  const { profile, passphrase, deviceSecret, dataKey, cost } = options;
  const read = readSlotFile(profile);
  if (!read.ok || read.slots.length !== 1 || deviceSecret.mode === 'refused')
    return { ok: false, code: 'rekey_failed', dataKey };
  const fresh = randomBytes(32);
  const slot = await makePassphraseSlot(fresh, passphrase, deviceSecret, cost);
  const recipients = [...new Set(read.recovery.map(({ recipient }) => recipient))];
  const recovery = await Promise.all(recipients.map((recipient) => sealToRecovery(fresh, recipient)));
  const both = { slots: [...read.slots, slot], recovery: [...read.recovery, ...recovery], destroyed: false };
  const opened = [
    { slot: read.slots[0]!, dataKey },
    { slot, dataKey: fresh },
  ];
  try {
    writeSlotFile(profile, both);
    dropRekeyedCopy(profile);
    const keyOf = (of: Uint8Array) => fileKey(of, DATABASE);
    rekeyDatabase(join(profile, DATABASE), rekeyedCopy(profile), keyOf(dataKey), keyOf(fresh));
    rekeyAttachments(profile, dataKey, fresh);
    return { ok: true, dataKey: fresh, settle: () => void settleRekey(profile, both, opened) };
  } catch (error) {
    return { ok: false, code: codeOf(error), dataKey: settledKey(profile, both, opened) ?? dataKey };
  }
}

/**
 * The reports' files follow. Where that fails they are deleted: nothing may stay under the old key, and the hub, which
 * has them all, sends them again.
 */
function rekeyAttachments(profile: string, dataKey: Uint8Array, fresh: Uint8Array): void {
  const file = join(profile, ATTACHMENTS);
  if (!existsSync(file)) return;
  const copy = `${file}.rekeyed`;
  try {
    rmSync(copy, { force: true });
    rekeyDatabase(file, copy, fileKey(dataKey, ATTACHMENTS), fileKey(fresh, ATTACHMENTS));
  } catch {
    for (const left of [copy, file, `${file}-wal`, `${file}-shm`]) rmSync(left, { force: true });
  }
}

/** Which key the database has, whether or not the slot file could be tidied: the next unlock tidies it otherwise. */
function settledKey(...[profile, set, opened]: Parameters<typeof settleRekey>): Buffer | null {
  try {
    return settleRekey(profile, set, opened)?.dataKey ?? null;
  } catch {
    return null;
  }
}

const codeOf = (error: unknown) =>
  /ENOSPC|SQLITE_FULL|disk is full/.test(
    error instanceof Error ? `${(error as NodeJS.ErrnoException).code} ${error.message}` : '',
  )
    ? 'disk_full'
    : 'rekey_failed';
