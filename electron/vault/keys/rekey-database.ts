import { chmodSync, closeSync, constants, copyFileSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from '@signalapp/sqlcipher';
import { syncFolder } from './durable-file.ts';

const hexKey = (key: Uint8Array) => `"x'${Buffer.from(key).toString('hex')}'"`;

function withDatabase(file: string, key: Uint8Array, work: (db: Database) => void): void {
  const db = new Database(file, { cacheStatements: false });
  try {
    db.exec(`PRAGMA key = ${hexKey(key)}`);
    work(db);
  } finally {
    db.close();
  }
}

/**
 * Replaces a database by itself under another key. The work is done on a copy beside it, which takes the database's
 * place by one rename: a process killed at any moment leaves the whole old one or the whole new one. Not in place under
 * the write-ahead log, where a page of either key could come to lie in either file.
 * @param copy a path beside `file`, where nothing is
 * @throws when the database is open elsewhere, damaged, or the disk is full
 */
export function rekeyDatabase(file: string, copy: string, oldKey: Uint8Array, newKey: Uint8Array): void {
  withDatabase(file, oldKey, (db) => {
    // Brings the log home and removes it: a log that stayed would be replayed into the new file.
    if (db.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw new Error('the database is in use');
  });
  copyFileSync(file, copy, constants.COPYFILE_EXCL);
  chmodSync(copy, 0o600);
  withDatabase(copy, oldKey, (db) => db.exec(`PRAGMA rekey = ${hexKey(newKey)}`));
  withDatabase(copy, newKey, (db) => {
    if (db.prepare('PRAGMA cipher_integrity_check').all().length > 0) throw new Error('the copy is damaged');
  });
  const handle = openSync(copy, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(copy, file);
  syncFolder(dirname(file));
}
