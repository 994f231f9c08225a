import { statSync } from 'node:fs';
import { makeBackupKey } from '../backup/backup-keys.ts';
import { partOf, type Written } from '../backup/write-backup.ts';
import type { OpenVault } from '../session/open-vault.ts';
import type { Session } from '../session/session.ts';
import { startThread } from '../threads/call-operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';

const LOOK_MS = 200;
const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Writes a backup on a thread of its own, telling how far it is: the copying by the size of the part that is there, the
 * check by what has been looked at. Rejects with ThreadFailure.
 */
export async function copyTo(
  session: Session,
  { file, key }: OpenVault['copying'],
  backup: string,
  passphrase: string,
): Promise<Written> {
  const own = await makeBackupKey({ passphrase, recoveryRecipient: session.recovery, cost: session.backupCost });
  const tell = (step: 'copying' | 'checking', done: number, total: number) =>
    session.tell('progress', { work: 'backup', step, done: Math.min(done, total), total });
  const total = sizeOf(file);
  tell('copying', 0, total);
  const looking = setInterval(() => tell('copying', sizeOf(partOf(backup)), total), LOOK_MS);
  const thread = await startThread<ReaderOperations>(session.threads.reader, { file, key }, undefined, (step) => {
    clearInterval(looking);
    tell('checking', step.done, step.total);
  });
  try {
    return await thread.call('vault.backup', { backup, own });
  } finally {
    clearInterval(looking);
    own.key.fill(0);
    await thread.end();
  }
}
