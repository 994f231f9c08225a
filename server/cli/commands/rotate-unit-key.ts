import { rotateUnitKeys } from '../../keyring/rotate.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder, type DataFolder } from '../data-folder.ts';
import { withHub, type HubAccess } from '../hub-access.ts';
import { openKeyring } from '../keyring-files.ts';
import { print, printJson } from '../output.ts';
import { officersPassphrases } from '../passphrase.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface RotateOptions extends Common {
  readonly list?: boolean;
  readonly unit: string[];
  readonly due?: boolean;
  readonly passphraseFile: string[];
  readonly json?: boolean;
}

async function list(access: HubAccess, json: boolean | undefined): Promise<void> {
  const due = (await adminClient(access).units()).filter(({ leavers = 0 }) => leavers > 0);
  if (json) return printJson({ due: due.map(({ unit, leavers = 0 }) => ({ unit, leavers })) });
  if (due.length === 0) return print('Nobody has left a unit since its last key.');
  for (const { unit, leavers } of due)
    print(
      `${unit}\tneeds a new key: ${leavers} workstation${leavers === 1 ? '' : 's'} that left still hold the last one`,
    );
}

async function rotate(data: DataFolder, access: HubAccess, options: RotateOptions): Promise<void> {
  if (options.list) return list(access, options.json);
  if (!options.due && options.unit.length === 0)
    throw new Stop('which unit? --list shows those that need a new key; then --unit CODE, or --due for all of them');
  const { contents, keep } = await openKeyring(data, officersPassphrases(data, options.passphraseFile));
  const units = options.due ? null : options.unit;
  const done = await rotateUnitKeys(access.transport, contents, units, keep);
  if (!done.ok) throw new Stop(done.reason);
  const rotated = done.rotated.map(({ unit, granted, leavers }) => ({
    unit,
    granted: granted.map(({ device }) => device),
    withheld: leavers.map(({ device }) => device),
  }));
  if (options.json) return printJson({ rotated });
  if (rotated.length === 0) print('Nobody has left a unit since its last key.');
  for (const { unit, granted, withheld } of rotated)
    print(`${unit}\ta new key, granted to ${granted.length} and withheld from ${withheld.length} workstations`);
}

export const rotateUnitKeyCommand = () =>
  hubCommand('rotate-unit-key', 'Give a unit a new key pair when somebody has left it; two officers of the keyring', [
    'rotate-unit-key --list',
    'rotate-unit-key --unit MPS',
    'rotate-unit-key --due',
  ])
    .option('--list', 'show the units that somebody has left since their last key')
    .option('--unit <code>', 'the unit; repeat for more', collect, [])
    .option('--due', 'every unit that --list shows')
    .option('--passphrase-file <file>', 'a file with the passphrase of each officer; repeat', collect, [])
    .option('--json', 'print {due} or {rotated}')
    .action((options: RotateOptions) => {
      const data = dataFolder(options.data);
      return withHub(data, options.hub, (access) => rotate(data, access, options));
    });
