import Database from '@signalapp/sqlcipher';
import { enter } from '../audit/journal.ts';
import { openWriter } from '../store/connection.ts';
import { migrations } from '../store/migrations/index.ts';
import { noChanges, type WritingVault } from '../store/writing-vault.ts';

export type Journalled =
  { readonly ok: true } | { readonly ok: false; readonly reason: 'vault_in_use' | 'vault_other_version' };

/**
 * Enters the recovery in the device's journal, signed like every other entry, and changes nothing else: a database of
 * another version is refused instead of migrated.
 * @param key the database file's own, 32 bytes
 */
export function journalRecovery(
  file: string,
  key: Uint8Array,
  parts: Pick<WritingVault, 'clock' | 'random'>,
): Journalled {
  const looked = look(file, key);
  if (!looked.ok) return looked;
  const db = openWriter(file, key);
  try {
    enter({ db, ...parts, changes: noChanges() }, { type: 'vault_recovered', facets: { by: 'recovery' }, payload: {} });
  } finally {
    db.close();
  }
  return { ok: true };
}

function look(file: string, key: Uint8Array): Journalled {
  const db = new Database(file, { cacheStatements: false });
  try {
    db.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`);
    // Nobody else may have it open: a running workstation would go on with the passphrase that is being replaced.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    db.exec('ROLLBACK');
    const version = Number(db.pragma('user_version', { simple: true }));
    return version === migrations.length ? { ok: true } : { ok: false, reason: 'vault_other_version' };
  } catch (error) {
    if (
      error instanceof Error &&
      /BUSY|LOCKED|locked/.test(`${(error as NodeJS.ErrnoException).code} ${error.message}`)
    )
      return { ok: false, reason: 'vault_in_use' };
    throw error;
  } finally {
    db.close();
  }
}
