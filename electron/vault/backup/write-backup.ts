import Database from '@signalapp/sqlcipher';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inspect, type Progress } from '../integrity/inspect.ts';
import { syncFolder, writeDurably } from '../keys/durable-file.ts';
import { openReader, VaultUnopenable } from '../store/connection.ts';
import { slotsBeside } from './backup-keys.ts';

/** `candour-2026-03-01T07-00-00.db`, from ms since 1970. */
export const backupName = (ms: number): string =>
  `candour-${new Date(ms).toISOString().slice(0, 19).replaceAll(':', '-')}.db`;

/** Where a backup is written until it is whole. */
export const partOf = (backup: string): string => join(dirname(backup), `.${basename(backup)}.part`);

export type Written =
  | { readonly ok: true; readonly cases: number; readonly waiting: number }
  | { readonly ok: false; readonly code: 'backup_damaged' };

const hexKey = (key: Uint8Array) => `"x'${Buffer.from(key).toString('hex')}'"`;

function exportTo(file: string, key: Uint8Array, copy: string, copyKey: Uint8Array): void {
  const db = new Database(file, { cacheStatements: false });
  try {
    db.exec(`PRAGMA key = ${hexKey(key)}`);
    db.exec('PRAGMA temp_store = 2');
    const version = Number(db.pragma('user_version', { simple: true }));
    db.exec(`ATTACH DATABASE '${copy.replaceAll("'", "''")}' AS copy KEY ${hexKey(copyKey)}`);
    try {
      db.exec(`SELECT sqlcipher_export('copy')`);
    } catch (error) {
      // The export has one error for everything; where a page is damaged, that is what to say.
      if (db.pragma('main.cipher_integrity_check').length > 0) throw new VaultUnopenable('vault_damaged');
      throw error;
    }
    // Whoever opens a backup has not signed in.
    db.exec('PRAGMA copy.secure_delete = ON');
    db.exec(`DELETE FROM copy.meta WHERE name = 'sign_in'`);
    db.exec(`PRAGMA copy.user_version = ${version}`);
    db.exec('DETACH DATABASE copy');
  } finally {
    db.close();
  }
}

/**
 * Writes the vault as it stands now under a key of its own, opens the copy and looks through it, and only then gives it
 * its name: what bears the name of a backup is one. The vault's own file is only read. Takes about a second for 50 MB.
 * @param backup the path to write, named by `backupName`; nothing may be there
 * @param own the backup's key and the slots that open it, as `makeBackupKey` makes them
 */
export async function writeBackup(
  vault: { readonly file: string; readonly key: Uint8Array },
  backup: string,
  own: { readonly key: Uint8Array; readonly slots: string },
  progress?: Progress,
): Promise<Written> {
  const part = partOf(backup);
  try {
    closeSync(openSync(part, 'wx', 0o600));
    exportTo(vault.file, vault.key, part, own.key);
    const db = openReader(part, own.key);
    let cases: number, waiting: number, whole: boolean;
    try {
      whole = (await inspect(db, progress)).ok;
      cases = db.column<number>('SELECT count(*) FROM cases')[0]!;
      waiting = db.column<number>(`SELECT count(*) FROM events WHERE status = 'waiting'`)[0]!;
    } finally {
      db.close();
    }
    if (!whole) return { ok: false, code: 'backup_damaged' };
    const handle = openSync(part, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    // First what opens it: a backup without its slots would be one that nobody can open.
    writeDurably(slotsBeside(backup), own.slots);
    renameSync(part, backup);
    syncFolder(dirname(backup));
    return { ok: true, cases, waiting };
  } finally {
    // Ours alone: it has the name of no backup, and was made by this call.
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${part}${suffix}`, { force: true });
  }
}
