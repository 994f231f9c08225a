import { join } from 'node:path';
import { DATABASE } from '../keys/file-key.ts';
import { setUpVault } from '../session/begin.ts';
import { openWriter } from '../store/connection.ts';
import { writeMeta, type Restoring } from '../store/meta.ts';
import { noChanges, type WritingVault } from '../store/writing-vault.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';

/** Makes the database of a restored vault: nothing but who it is, and what it has still to carry over. */
export function makeAnew(
  { folder, key }: { readonly folder: string; readonly key: Uint8Array },
  { clock, random }: Pick<WritingVault, 'clock' | 'random'>,
  identity: VaultIdentity,
  restoring: Restoring,
): void {
  const db = openWriter(join(folder, DATABASE), key);
  try {
    setUpVault({ db, clock, random, changes: noChanges() }, identity);
    db.transaction(() => writeMeta(db, 'restoring', restoring));
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}
