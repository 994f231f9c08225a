import { existsSync } from 'node:fs';
import { takeBackWord } from '../../keyring/speak.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder, type DataFolder } from '../data-folder.ts';
import { withHub, type HubAccess } from '../hub-access.ts';
import { openKeyring } from '../keyring-files.ts';
import { print, printJson } from '../output.ts';
import { officersPassphrases } from '../passphrase.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface WithdrawOptions extends Common {
  readonly device?: string;
  readonly list?: boolean;
  readonly officers: boolean;
  readonly passphraseFile: string[];
  readonly json?: boolean;
}

async function withdraw(data: DataFolder, access: HubAccess, options: WithdrawOptions): Promise<void> {
  const admin = adminClient(access);
  const devices = await admin.devices();
  if (options.list) {
    const inUse = devices.filter(({ state }) => state !== 'withdrawn');
    if (options.json) return printJson({ devices: inUse });
    for (const { device, name, enrolledAt } of inUse) print(`${device}\t${name}\tenrolled ${enrolledAt}`);
    return;
  }
  const { device: id } = options;
  if (id === undefined) throw new Stop('which device? --list shows those in use; then --device ID');
  const device = devices.find((each) => each.device === id);
  if (device === undefined) throw new Stop(`there is no device ${id}`);
  const roles = (await admin.users()).find(({ user }) => user === device.user)?.memberships ?? [];
  const another = devices.some((each) => each.user === device.user && each.device !== id && each.state === 'active');
  if (roles.some(({ role }) => role === 'keyring') && !another)
    throw new Stop('that is the keyring: hand over to another one with "npm run hub -- keyring --succeed"');
  // The hub's door first: it is shut at once, whoever is within reach.
  await admin.withdraw(id);
  const signed = options.officers && existsSync(data.keyring);
  if (signed) {
    const { contents } = await openKeyring(data, officersPassphrases(data, options.passphraseFile));
    const done = await takeBackWord(access.transport, contents, id);
    if (!done.ok) throw new Stop(`the device is withdrawn at the hub; the keyring did not say so: ${done.reason}`);
  }
  const due = (await admin.units()).filter(({ leavers = 0 }) => leavers > 0).map(({ unit }) => unit);
  if (options.json) return printJson({ withdrawn: id, name: device.name, signed, due });
  print(`withdrew ${id} of ${device.name}`);
  if (!signed) print('the keyring’s officers have not signed it yet: run it again with two of them present');
  if (due.length > 0) print(`give new keys to ${due.join(', ')}: "npm run hub -- rotate-unit-key --due"`);
}

export const withdrawCommand = () =>
  hubCommand('withdraw', 'Shut out a workstation that was lost, stolen or given back', [
    'withdraw --list',
    'withdraw --device 01890000-0000-7000-8000-000000000000',
    'withdraw --device 01890000-0000-7000-8000-000000000000 --no-officers   # at once; the officers sign it later',
  ])
    .option('--list', 'show the devices in use')
    .option('--device <id>', 'the device')
    .option('--no-officers', 'at the hub alone: two officers sign it when they are there')
    .option('--passphrase-file <file>', 'a file with the passphrase of each officer; repeat', collect, [])
    .option('--json', 'print {withdrawn, name, signed, due}')
    .action((options: WithdrawOptions) => {
      const data = dataFolder(options.data);
      return withHub(data, options.hub, (access) => withdraw(data, access, options));
    });
