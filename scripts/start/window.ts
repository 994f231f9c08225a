/** Opens the demonstration workstation for a person: hub, two enrolled people, a window. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { packageApp } from '../package.ts';
import { commandFor, ownedFolder } from '../setup/start-command.ts';
import { runnableExecutable } from '../setup/runnable.ts';
import {
  bringSetApart,
  demonstrationFolder,
  grant,
  keptPort,
  organise,
  type Part,
  type Reports,
  writeSetUp,
} from './demonstration.ts';
import { startHub } from './hub-process.ts';

/** Ends with the window. Answers whether it ended well. */
export async function openWindow({ reports, as }: { reports: Reports; as: Part }): Promise<boolean> {
  const packaged = await packageApp({ test: false, demonstration: true });
  const executable = runnableExecutable(packaged);
  const folder = demonstrationFolder();
  const data = join(folder, 'hub');
  const port = await keptPort(folder);
  const fresh = !existsSync(join(folder, 'investigator', 'key-slots.json'));
  const organisation = fresh ? await organise(data, reports) : null;
  const hub = await startHub(data, port);
  try {
    for (const part of ['investigator', 'assessor'] as const) {
      if (organisation === null) break;
      const setUp = writeSetUp(folder, part, hub.url, organisation[part]);
      await enrol(executable, folder, part, setUp, data);
    }
    if (organisation !== null) await bringSetApart(data);
    console.log(`Opening the ${as}'s workstation. The hub is ${hub.url}.`);
    const child = await start(executable, folder, as, ['--demonstration=' + join(folder, `${as}.json`)], 'inherit');
    process.once('exit', () => child.kill());
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } finally {
    await hub.stop();
  }
}

async function start(executable: string, folder: string, part: Part, args: string[], output: 'inherit' | 'pipe') {
  const profile = ownedFolder(join(folder, part));
  const command = await commandFor(executable, ownedFolder(join(folder, `${part}-home`)));
  const env = process.getuid?.() === 0 ? command.env : { ...process.env, ...command.env, HOME: homedir() };
  return spawn(command.script, [`--profile=${profile}`, ...args], { env, stdio: ['ignore', output, 'ignore'] });
}

/** Enrols a workstation without a window, and grants its keys as an officer would. */
async function enrol(executable: string, folder: string, part: Part, setUp: string, data: string): Promise<void> {
  const child = await start(executable, folder, part, [`--demonstration=${setUp}`, '--set-up-only'], 'pipe');
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  const line = said.split('\n').find((each) => each.startsWith('{'));
  if (line === undefined) throw new Error(`The ${part}'s workstation could not be set up: ${said.trim()}`);
  const { device, fingerprint } = JSON.parse(line) as { device: string; fingerprint: string };
  await grant(data, device, fingerprint);
}
