import { join } from 'node:path';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { folderFlaw } from '../backup/backup-folder.ts';
import { backupName } from '../backup/write-backup.ts';
import type { OpenVault } from '../session/open-vault.ts';
import type { Session } from '../session/session.ts';
import { done, failed, type Done } from './failure.ts';
import { copyTo } from './vault-copying.ts';
import { lookThrough } from './vault-checking.ts';

/** What a person asks of the vault as a whole: a look through it, a copy of it, and how a restore into it went. */
export const vaultHandlers = (session: Session, vault: OpenVault) => {
  const { reader, writer, copying, allowExport } = vault;
  const check = lookThrough(session, copying);
  return {
    'vault.check': (): Promise<Done<CallOutput<'vault.check'>>> => check.begin(),
    'vault.checkCancel': async () => {
      check.cancel();
      return done({});
    },
    'vault.backup': async (input: {
      folder: string;
      passphrase: string;
    }): Promise<Done<CallOutput<'vault.backup'>>> => {
      const { folder, passphrase } = input;
      if (!allowExport) return failed('export_not_allowed');
      const flaw = folderFlaw(folder, copying.profile);
      if (flaw !== null) return failed('backup_folder', { reason: flaw });
      const confirmed = await session.confirm(passphrase);
      if (!confirmed.ok) return confirmed;
      const now = session.now();
      const name = backupName(now);
      const written = await copyTo(session, copying, join(folder, name), passphrase);
      if (!written.ok) return failed(written.code);
      // A vault that is open for reading alone remembers nothing; the backup is there all the same.
      await writer.call('backup.noted', { at: new Date(now).toISOString(), name, folder }).catch(() => undefined);
      return done({ name, cases: written.cases, waiting: written.waiting });
    },
    'vault.backups': async (): Promise<Done<CallOutput<'vault.backups'>>> =>
      done({ last: await reader.call('backup.last', undefined), allowed: allowExport }),
    'restore.state': async () => done(await reader.call('restore.state', undefined)),
    'restore.settle': async () => {
      await writer.call('restore.settle', undefined);
      return done({});
    },
    'salvage.read': async () => done(await reader.call('salvage.read', undefined)),
  };
};
