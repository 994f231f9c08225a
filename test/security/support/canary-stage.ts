/** An organisation for the canary tests: a hub, and people whose workstations can write in folders of their own only. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Organisation, type Part, sharedFolder } from '../../../scripts/start/demonstration.ts';
import { ordinaryUser } from '../../../scripts/setup/system.mjs';
import { type Person, resize, seat } from '../../../scripts/tour/person.ts';
import { setUpScreen } from '../../../scripts/tour/screens.ts';
import { descendants, newFolder, ownedFolder } from '../../e2e/launch.ts';
import { ask } from '../../e2e/support/bridge.ts';
import { type HubDatabaseName, startWatchedHub, type WatchedHub } from './canary-hub.ts';
import { openForWriting, type OpenFile } from './canary-processes.ts';
import { writeCanaryReports } from './canary-reports.ts';
import type { Canaries } from './canaries.ts';

export interface Seated {
  readonly name: string;
  /** HOME, the temporary folder, the profile and every other place that the app is told of. */
  readonly folder: string;
  readonly profile: string;
  passphrase: string;
  person: Person;
  /** Of the process that all others of the workstation come from. */
  pid: number;
  /** What the app printed, which a desktop keeps in a log of its own. */
  printed: string;
}

export interface CanaryStage {
  readonly hub: WatchedHub;
  readonly organisation: Organisation;
  readonly seats: Seated[];
  /** Starts and sets up a workstation, with a passphrase that is typed, and grants its keys. */
  seat(name: string, part: Part, code: string): Promise<Seated>;
  /** Unlocks by typing, as at the set-up. */
  unlock(seated: Seated): Promise<void>;
  /** The same workstation after its main process has died. */
  seatAgain(seated: Seated): Promise<void>;
  /** Every process of every workstation, now. */
  pids(): number[];
  /** Wherever a workstation may have written. */
  places(): string[];
  /** What was seen open for writing, all along. */
  readonly opened: OpenFile[];
  close(): Promise<void>;
}

/** Types key by key, so that no message of the inspector carries the words whole. */
export async function typeInto(person: Person, label: string, words: string): Promise<void> {
  // Waits until the field takes words, as it does not between two tries of a passphrase.
  await person.page().getByLabel(label, { exact: true }).click();
  await person.press('Control+a');
  await person.page().keyboard.type(words);
}

/** @param references of the reports; the first has two files */
export async function openCanaryStage(
  words: Canaries,
  database: HubDatabaseName,
  references: readonly string[],
): Promise<CanaryStage> {
  const folder = sharedFolder(newFolder('stage'));
  const began = Date.now();
  const hub = await startWatchedHub(folder, database);
  const file = writeCanaryReports(join(folder, 'inbound'), words, references);
  const organisation = Organisation.parse(JSON.parse(await hub.command('demo', '--reports', file, '--json')));
  const seats: Seated[] = [];
  const opened: OpenFile[] = [];
  const seen = new Set<string>();

  const pids = () => seats.flatMap(({ pid }) => (existsSync(`/proc/${pid}`) ? [pid, ...descendants(pid)] : []));
  const watch = setInterval(() => {
    for (const one of openForWriting(pids())) {
      const key = `${one.path} ${one.deleted}`;
      if (!seen.has(key)) opened.push(one);
      seen.add(key);
    }
  }, 200);

  const setUpFile = (own: string) => join(own, 'set-up.json');
  const start = async (own: string, part: Part) => {
    const at = (name: string) => ownedFolder(join(own, name));
    const env = { HOME: at('home'), TMPDIR: at('tmp'), TMP: at('tmp'), TEMP: at('tmp'), XDG_RUNTIME_DIR: at('run') };
    const person = await seat(part, at('profile'), setUpFile(own), env);
    person.page().setDefaultTimeout(30_000);
    return person;
  };
  const attend = (seated: Seated) => {
    const { pid, stdout, stderr } = seated.person.workstation.app.process();
    seated.pid = pid!;
    for (const stream of [stdout, stderr])
      stream?.on('data', (said: Buffer) => (seated.printed += said.toString('latin1')));
  };

  return {
    hub,
    organisation,
    seats,
    opened,
    pids,
    async seat(name, part, code) {
      const own = ownedFolder(join(folder, name));
      const setUp = {
        hub: hub.url,
        code,
        displayName: name,
        passphraseHint: 'another passphrase than the one that is typed',
      };
      writeFileSync(setUpFile(own), JSON.stringify(setUp), { mode: 0o644 });
      const person = await start(own, part);
      const passphrase = `${words.canary('passphrase')} over the quiet weir of ${name}`;
      const seated: Seated = {
        name,
        folder: own,
        profile: join(own, 'profile'),
        passphrase,
        person,
        pid: 0,
        printed: '',
      };
      seats.push(seated);
      attend(seated);
      await resize(person, 1440, 900);
      await setUpScreen.shown(person);
      await typeInto(person, 'Passphrase', passphrase);
      await typeInto(person, 'Passphrase again', passphrase);
      const fingerprint = await setUpScreen.submit(person);
      const { device } = await ask(person, 'session.me', {});
      await hub.command('grant', '--device', device, '--fingerprint', fingerprint);
      await setUpScreen.goOn(person);
      return seated;
    },
    async unlock({ person, passphrase }) {
      await typeInto(person, 'Passphrase', passphrase);
      await person.press('Enter');
      await person.page().getByRole('contentinfo', { name: 'Status' }).waitFor();
    },
    async seatAgain(seated) {
      await seated.person.workstation.kill();
      seated.person = await start(seated.folder, seated.person.part);
      attend(seated);
    },
    places: () => [
      ...seats.flatMap(({ folder: own, person }) => [own, person.workstation.home]),
      ...writtenElsewhere(began, folder),
    ],
    async close() {
      clearInterval(watch);
      await Promise.all(seats.map(({ person }) => person.workstation.kill()));
      await hub.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

const everybodysFolders = ['/tmp', '/var/tmp', '/dev/shm', '/run', '/var/crash', '/var/lib/systemd/coredump'];

/** What the apps' user has made since then in the folders that are everybody's, outside its own. */
function writtenElsewhere(since: number, own: string): string[] {
  if (process.platform !== 'linux') return [];
  const { uid } = ordinaryUser();
  return everybodysFolders.flatMap((folder) => {
    try {
      return readdirSync(folder)
        .map((name) => join(folder, name))
        .filter((path) => {
          if (basename(path) === basename(own)) return false;
          const found = statSync(path, { throwIfNoEntry: false });
          return found !== undefined && found.uid === uid && Math.max(found.mtimeMs, found.ctimeMs) >= since;
        });
    } catch {
      return [];
    }
  });
}
