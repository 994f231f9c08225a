import type Database from '@signalapp/sqlcipher';
import { migrations } from './migrations/index.ts';

/**
 * Brings a database to the newest schema: numbered steps, forward only, one transaction each, counted in
 * `user_version`. A database from a newer version is left untouched.
 * @param settle sets the pragmas; called only when the database is ours to open
 */
export function migrate(db: Database, settle: () => void, steps = migrations): 'ready' | 'newer' {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > steps.length) return 'newer';
  settle();
  for (const [index, sql] of steps.entries()) {
    if (index < version) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${index + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      try {
        db.exec('ROLLBACK');
      } catch {
        // A full disk rolls back by itself.
      }
      throw error;
    }
  }
  return 'ready';
}
