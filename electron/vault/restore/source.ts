import { join } from 'node:path';
import type { FoundWork, RestoreSource } from '../../../shared/bridge/restore.ts';
import { openBackupKey } from '../backup/backup-keys.ts';
import { lookAtBackup } from '../backup/look.ts';
import { failed, done, type Done } from '../calls/failure.ts';
import { DATABASE } from '../keys/file-key.ts';
import type { Unlocking } from '../keys/vault-keys.ts';
import type { VaultParts } from '../session/parts.ts';
import { openLastingReader, type ReadConnection, VaultUnopenable } from '../store/connection.ts';
import { migrations } from '../store/migrations/index.ts';
import { readMeta } from '../store/meta.ts';
import { parseHeader } from '../store/events.ts';
import { isAct, ownDrafts, refusedEvents, unsentEvents } from './readable.ts';

/** A database from which work is to be carried over, with the raw key that opens it. */
export interface Source {
  readonly file: string;
  readonly key: Buffer;
}

/**
 * Finds the key of a backup, or of the vault that lies here, damaged or not. Errors: `not_a_backup` {reason},
 * `wrong_passphrase`, and those of an unlock.
 */
export async function openSource(
  source: RestoreSource,
  unlocking: Unlocking,
  parts: VaultParts,
): Promise<Done<Source>> {
  if (source.kind === 'backup') {
    const looked = lookAtBackup(source.path);
    if (!looked.ok) return failed('not_a_backup', { reason: looked.reason });
    const key = await openBackupKey(source.path, unlocking.passphrase);
    return key === null ? failed('wrong_backup_passphrase') : done({ file: source.path, key });
  }
  const keys = await parts.openVaultKeys(unlocking);
  if (!keys.ok) return failed(keys.code, { nextTryAt: keys.nextTryAt });
  const key = parts.fileKey(keys.dataKey, DATABASE);
  keys.dataKey.fill(0);
  return done({ file: join(unlocking.profile, DATABASE), key });
}

/** Whose work it is: as the vault says, else as its events do; null where neither can be read. */
export function ownerOf(db: ReadConnection): { readonly user: string; readonly name: string | null } | null {
  try {
    const identity = readMeta(db, 'identity');
    if (identity !== null) return identity;
  } catch {
    // On a page that does not open.
  }
  const [event] = unsentEvents(db).rows;
  return event === undefined ? null : { user: parseHeader(event.header).actor, name: null };
}

/** Opens a copy of a source for reading. Throws VaultUnopenable where nothing can be read, or only a newer version could. */
export function readSource({ file, key }: Source): ReadConnection {
  const db = openLastingReader(file, key);
  try {
    if (db.column<number>('PRAGMA user_version')[0]! > migrations.length) throw new VaultUnopenable('vault_newer');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const hubOf = (db: ReadConnection): string | null => {
  try {
    return readMeta(db, 'identity')?.hub ?? null;
  } catch {
    return null;
  }
};

/** What would be carried over, told before a code is spent on it. */
export function foundWork(db: ReadConnection): FoundWork {
  const [events, drafts] = [unsentEvents(db), ownDrafts(db)];
  return {
    name: ownerOf(db)?.name ?? null,
    hub: hubOf(db),
    unsent: events.rows.filter(isAct).length,
    drafts: drafts.rows.length,
    refused: refusedEvents(db).length,
    unreadable: events.lost + drafts.lost,
  };
}
