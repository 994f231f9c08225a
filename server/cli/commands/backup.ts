import { resolve } from 'node:path';
import { Unreachable } from '../../device/transport.ts';
import { adminClient } from '../admin-client.ts';
import { writeBackup } from '../backup-file.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson, tell, thousands } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface BackupOptions extends Common {
  readonly out: string;
  readonly json?: boolean;
}

async function backup(options: BackupOptions): Promise<void> {
  const file = resolve(options.out);
  const data = dataFolder(options.data);
  const written = await withHub(data, options.hub, async (access) => {
    try {
      return await writeBackup(file, adminClient(access).backedUp());
    } catch (error) {
      if (error instanceof Unreachable) throw new Stop(`${error.message}: check --hub and --data`);
      throw new Stop(`the backup was not made (${(error as Error).message}): nothing was left behind, run it again`);
    }
  });
  if (written === null) throw new Stop('the backup broke off: nothing was left behind, run it again');
  if (options.json) printJson({ file, ...written });
  else print(`${file}: ${thousands(written.rows)} rows, read back`);
  tell(`It does not hold the hub's key and epoch. Keep a copy of ${data.hub} apart from it, under lock.`);
}

export const backupCommand = () =>
  hubCommand('backup', 'Write every row of the hub at one moment into a packed file, sealed contents as they are', [
    'backup --out /backups/hub-2026-03-01.jsonl.gz',
  ])
    .requiredOption('--out <file>', 'where to write; the file is for its owner only')
    .option('--json', 'print {file, rows}')
    .action(backup);
