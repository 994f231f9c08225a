import { join } from 'node:path';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { backupName } from '../backup/write-backup.ts';
import { folderFlaw } from '../backup/backup-folder.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, failed, type Done } from './failure.ts';

/** What a person asks of the vault as a whole: a look through it, and a copy of it. */
export const vaultHandlers = ({ reader, backup, allowExport }: OpenVault) => ({
  'vault.check': async (): Promise<Done<CallOutput<'vault.check'>>> => {
    const { ok, findings } = await reader.call('vault.check', undefined);
    return done({ ok, findings: [...findings] });
  },
  'vault.backup': async ({ folder }: { folder: string }): Promise<Done<CallOutput<'vault.backup'>>> => {
    if (!allowExport) return failed('export_not_allowed');
    const flaw = folderFlaw(folder, backup.profile);
    if (flaw !== null) return failed('backup_folder', { reason: flaw });
    const name = backupName(Date.now());
    const { root, slots } = backup;
    const written = await reader.call('vault.backup', { root, backup: join(folder, name), slots });
    return written.ok ? done({ name, cases: written.cases, waiting: written.waiting }) : failed(written.code);
  },
});
