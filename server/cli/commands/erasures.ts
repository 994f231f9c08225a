import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson } from '../output.ts';
import { hubCommand, type Common } from './common.ts';

async function erasures(options: Common & { readonly json?: boolean }): Promise<void> {
  const told = await withHub(dataFolder(options.data), options.hub, (access) => adminClient(access).erasures());
  if (options.json) return printJson({ erasures: told });
  if (told.length === 0) return print('Nothing was erased.');
  for (const { caseId, compartment, at, confirmed, waiting } of told) {
    print(`${at.slice(0, 16).replace('T', ' ')}  case ${caseId} in ${compartment}: ${confirmed} confirmed`);
    for (const { name, device } of waiting) print(`  waits for ${name}, workstation ${device}`);
  }
}

export const erasuresCommand = () =>
  hubCommand('erasures', 'Tell which workstations have confirmed each erasure', ['erasures', 'erasures --json'])
    .option('--json', 'print {erasures: [{event, caseId, compartment, at, confirmed, waiting}]}')
    .action(erasures);
