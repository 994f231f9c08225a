import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson, thousands } from '../output.ts';
import { hubCommand, type Common } from './common.ts';

async function stats(options: Common & { readonly json?: boolean }): Promise<void> {
  const counted = await withHub(dataFolder(options.data), options.hub, (access) => adminClient(access).stats());
  if (options.json) return printJson(counted);
  const { byState, byForce, ...totals } = counted;
  for (const rows of [totals, byState, byForce])
    for (const [name, count] of Object.entries(rows)) print(`${name.padEnd(16)}${thousands(count).padStart(10)}`);
}

export const statsCommand = () =>
  hubCommand('stats', 'Count what the hub holds', ['stats', 'stats --json'])
    .option('--json', 'print {reports, cases, referrals, events, devices, users, byState, byForce}')
    .action(stats);
