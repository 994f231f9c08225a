import { Command } from 'commander';
import { readBytes } from '../../files.ts';
import { adminClient, type AdminClient } from '../admin-client.ts';
import { bundleSentence, describeTaken } from '../bundle-words.ts';
import { writeBundle } from '../bundle-file.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface OutOptions extends Common {
  readonly device?: string;
  readonly unit?: string;
  readonly to?: string;
  readonly whole?: boolean;
  readonly json?: boolean;
}

async function devicesFor(admin: AdminClient, { device, unit }: OutOptions): Promise<string[]> {
  if (device !== undefined) return [device];
  if (unit === undefined)
    throw new Stop('for whom? Name a workstation with --device, or every one of a desk with --unit');
  const members = new Set(
    (await admin.users()).filter(({ memberships }) => memberships.some((m) => m.unit === unit)).map(({ user }) => user),
  );
  const devices = (await admin.devices()).filter(({ user, state }) => state === 'active' && members.has(user));
  if (devices.length === 0) throw new Stop(`no workstation of ${unit} is enrolled`);
  return devices.map((one) => one.device);
}

async function out(options: OutOptions): Promise<void> {
  const folder = options.to ?? '.';
  const files = await withHub(dataFolder(options.data), options.hub, async (access) => {
    const admin = adminClient(access);
    const written: { device: string; file: string }[] = [];
    for (const device of await devicesFor(admin, options))
      written.push({ device, file: await writeBundle(admin, folder, { device, whole: options.whole ?? false }) });
    return written;
  });
  if (options.json) return printJson({ files });
  for (const { device, file } of files) print(`${device}  ${file}`);
}

interface InOptions extends Common {
  readonly to?: string;
  readonly json?: boolean;
}

async function takeIn(file: string, options: InOptions): Promise<void> {
  const bytes = readBytes(file);
  if (!bytes.ok) throw new Stop(bytes.reason);
  const { taken, answer } = await withHub(dataFolder(options.data), options.hub, async (access) => {
    const admin = adminClient(access);
    const came = await admin.bundleIn(bytes.value);
    if (!came.ok) throw new Stop(bundleSentence(came.code));
    const { device, wants } = came.taken;
    // What this workstation is owed goes back on the same medium.
    return { taken: came.taken, answer: await writeBundle(admin, options.to ?? '.', { device, chunks: wants }) };
  });
  if (options.json) return printJson({ ...taken, answer });
  for (const line of describeTaken(taken)) print(line);
  print(`answer    ${answer}`);
}

const outCommand = () =>
  hubCommand('out', 'Write what a workstation without a network is owed, a file for each', [
    'bundle out --device 01890000-0000-7000-8000-000000000000 --to /media/stick',
    'bundle out --unit MPS --to /media/stick',
  ])
    .option('--device <id>', 'one workstation')
    .option('--unit <unit>', 'every workstation of the people of this unit')
    .option('--to <folder>', 'where the files go (default: here)')
    .option('--whole', 'from the beginning, whatever the workstation has acknowledged')
    .option('--json', 'print {files: [{device, file}]}')
    .action(out);

const inCommand = () =>
  hubCommand('in', "Take in a workstation's bundle or its request to be enrolled, and write the answer", [
    'bundle in /media/stick/candour-to-hub-2026-11-21.age --to /media/stick',
    'bundle in /media/stick/candour-request-2026-11-21.txt --to /media/stick',
  ])
    .argument('<file>', 'the file that the workstation wrote')
    .option('--to <folder>', 'where the answer goes (default: here)')
    .option('--json', 'print {kind, device, verdicts, chunks, wants, halted, withdrawn, fingerprint, answer}')
    .action(takeIn);

export const bundleCommand = () =>
  new Command('bundle')
    .description('Sync by hand, on removable media, for rooms without a network')
    .addCommand(outCommand())
    .addCommand(inCommand());
