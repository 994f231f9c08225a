import { existsSync } from 'node:fs';
import { grant, publishUnitKeys } from '../../keyring/keyring.ts';
import { adminClient, type AdminClient } from '../admin-client.ts';
import { dataFolder, type DataFolder } from '../data-folder.ts';
import { withHub, type HubAccess } from '../hub-access.ts';
import { openKeyring } from '../keyring-files.ts';
import { print, printJson } from '../output.ts';
import { officersPassphrases } from '../passphrase.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface GrantOptions extends Common {
  readonly device?: string;
  readonly fingerprint?: string;
  readonly list?: boolean;
  readonly publish?: boolean;
  readonly demonstration?: boolean;
  readonly passphraseFile: string[];
  readonly json?: boolean;
}

const waiting = async (admin: AdminClient) =>
  (await admin.devices()).filter(({ state, vouched, awaits }) => state === 'active' && (!vouched || awaits.length > 0));

async function list(admin: AdminClient, json: boolean | undefined): Promise<void> {
  const devices = await waiting(admin);
  if (json) return printJson({ waiting: devices });
  if (devices.length === 0) return print('No device waits for the keyring.');
  for (const { device, name, fingerprint, vouched, awaits } of devices) {
    const wanted = [...(vouched ? [] : ['being vouched for']), ...awaits.map((unit) => `the key of ${unit}`)];
    print(`${device}  ${name}\n  fingerprint  ${fingerprint}\n  waits for    ${wanted.join(', ')}`);
  }
}

/** The desks that there are. */
export const desksOfHub = async (admin: AdminClient) =>
  (await admin.units()).filter(({ kind }) => kind === 'desk').map(({ unit }) => unit);

async function work(data: DataFolder, access: HubAccess, options: GrantOptions): Promise<void> {
  const admin = adminClient(access);
  if (options.list) return list(admin, options.json);
  const { device, fingerprint } = options;
  const asks = options.publish || options.demonstration;
  if (!asks && (device === undefined || fingerprint === undefined))
    throw new Stop('which device? --list shows those that wait; then --device ID --fingerprint "xxxx …"');
  if (options.demonstration && !existsSync(data.demonstration))
    throw new Stop('--demonstration is for a demonstration hub only: compare the fingerprint and use --device');
  const keyring = await openKeyring(data, officersPassphrases(data, options.passphraseFile));
  let { contents } = keyring;
  const published: string[] = [];
  if (options.publish) {
    const done = await publishUnitKeys(access.transport, contents, await desksOfHub(admin), keyring.keep);
    if (!done.ok) throw new Stop(done.reason);
    contents = done.contents;
    published.push(...done.published);
  }
  const targets = options.demonstration
    ? (await waiting(admin)).map((row) => ({ device: row.device, fingerprint: row.fingerprint }))
    : device !== undefined && fingerprint !== undefined
      ? [{ device, fingerprint }]
      : [];
  const granted = [];
  for (const target of targets) {
    const done = await grant(access.transport, contents, target.device, target.fingerprint);
    if (!done.ok) throw new Stop(done.reason);
    granted.push({ device: target.device, name: done.name, units: done.units, vouchedFor: done.vouchedFor });
  }
  if (options.json) return printJson({ published, granted });
  if (published.length > 0) print(`published keys of ${published.join(', ')}`);
  for (const { device: id, name, units, vouchedFor } of granted) {
    print(
      `vouched for ${id} of ${name} as ${vouchedFor.map(({ role, unit }) => `${role} ${unit}`).join(', ') || 'nobody yet'}`,
    );
    print(units.length > 0 ? `granted to ${id}: ${units.join(', ')}` : `${id} has every key already`);
  }
}

export const grantCommand = () =>
  hubCommand(
    'grant',
    "Vouch for a workstation and grant it its desks' keys, after two officers compared its fingerprint with the person",
    [
      'grant --list',
      'grant --device 01890000-0000-7000-8000-000000000000 --fingerprint "1f2e 3d4c …"',
      'grant --publish       # after a desk was added',
    ],
  )
    .option('--list', 'show the devices that wait, with the fingerprints to compare')
    .option('--device <id>', 'the device to grant to')
    .option('--fingerprint <digits>', "the fingerprint as the device's own screen shows it")
    .option('--publish', 'make and publish keys for desks that have none')
    .option('--demonstration', 'in a demonstration hub: grant every device that waits, comparing nothing')
    .option(
      '--passphrase-file <file>',
      'a file with the passphrase of each officer (else typed, or a line each piped in); repeat',
      collect,
      [],
    )
    .option('--json', 'print the result as JSON')
    .action((options: GrantOptions) => {
      const data = dataFolder(options.data);
      return withHub(data, options.hub, (access) => work(data, access, options));
    });
