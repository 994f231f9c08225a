import { existsSync, renameSync } from 'node:fs';
import { openWriter, VaultUnopenable, type WriteConnection } from '../store/connection.ts';
import { settleDecoding } from './files.ts';
import { attachmentMigrations } from './schema.ts';

/**
 * Opens the database of the reports' files. One that does not open with this key (a bit changed, a newer version, a key
 * that was changed without it) is set aside under another name, never deleted, and a new one is begun: the hub sends the
 * files again, and no case has to wait for that.
 * @param ms now, for the name of what is set aside
 */
export function openAttachments(file: string, key: Uint8Array, ms: number): WriteConnection {
  let db: WriteConnection;
  try {
    db = openWriter(file, key, attachmentMigrations);
  } catch (error) {
    if (!(error instanceof VaultUnopenable)) throw error;
    for (const suffix of ['', '-wal', '-shm', '.damaged'])
      if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${file}.${ms}.unopened${suffix}`);
    db = openWriter(file, key, attachmentMigrations);
  }
  // The hub has it all: after a power cut the database is whole, only a little older.
  db.exec('PRAGMA synchronous = NORMAL');
  settleDecoding(db);
  return db;
}
