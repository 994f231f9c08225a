import { dirname, resolve } from 'node:path';
import { fingerprintOf } from '../../device/identity.ts';
import { dataFolder } from '../data-folder.ts';
import { makeGateway, readGateway } from '../gateway-files.ts';
import { withHub } from '../hub-access.ts';
import { describeImport, linesOfFile, runImport } from '../import-run.ts';
import { print, printJson, tell } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface ImportOptions extends Common {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly newGateway?: boolean;
  readonly code?: string;
}

/** Ends with 2 when some lines failed; the good ones went in. */
async function importFile(file: string, options: ImportOptions): Promise<void> {
  const data = dataFolder(options.data);
  const lines = await linesOfFile(file);
  const summary = await withHub(data, options.hub, async (access) => {
    const known = readGateway(data);
    const isNew = known === null && (options.newGateway === true || options.code !== undefined);
    const gateway = isNew ? await makeGateway(data, access, 'Gateway', options.code) : known;
    if (isNew && gateway !== null)
      tell(
        `Until the keyring vouches for this gateway, its reports stay "not yet verified" on every workstation:\n` +
          [gateway, ...(gateway.apart === undefined ? [] : [gateway.apart])]
            .map((each) => `  npm run hub -- grant --device ${each.device} --fingerprint "${fingerprintOf(each)}"`)
            .join('\n'),
      );
    if (gateway === null) throw new Stop('no gateway is enrolled here: add --new-gateway once, or --code CODE');
    return runImport(data, access, gateway, lines, dirname(resolve(file)), options.dryRun);
  });
  if (options.json) printJson(summary);
  else print(describeImport(summary, options.dryRun === true));
  if (summary.failed > 0) process.exitCode = 2;
}

export const importCommand = () =>
  hubCommand(
    'import',
    'Import a file of reports: JSON Lines, one report a line, sealed here for the desk of its force',
    [
      'import reports.jsonl',
      'import reports.jsonl --dry-run',
      'import reports.jsonl --new-gateway   # the first time on this machine',
    ],
  )
    .argument('<file>', 'the file; attachments are looked for in its folder')
    .option('--dry-run', 'tell what would happen and change nothing')
    .option('--new-gateway', 'make and enrol a gateway first if there is none')
    .option('--code <code>', 'enrol a gateway first with this one-time code')
    .option('--json', 'print {lines, imported, repeated, failed}')
    .addHelpText('after', '\nExit code: 0 all good, 1 nothing or not everything was read, 2 some lines failed.')
    .action(importFile);
