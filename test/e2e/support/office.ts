/** A small organisation for one test file: a hub of its own with a few reports, and people at their workstations. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { root } from '../../../scripts/build.ts';
import {
  freePort,
  grant,
  organise,
  type Organisation,
  type Part,
  sharedFolder,
  writeSetUp,
} from '../../../scripts/start/demonstration.ts';
import { hubCommand, type HubProcess, startHub } from '../../../scripts/start/hub-process.ts';
import { type Person, resize, seat } from '../../../scripts/tour/person.ts';
import { desk, setUpScreen } from '../../../scripts/tour/screens.ts';
import { newFolder } from '../launch.ts';
import { ask, until } from './bridge.ts';

export { passphrase } from '../../../scripts/start/demonstration.ts';

/** Who may enrol a workstation: as the hub's own command line answers it. */
const Enrolled = z.object({ user: z.string(), name: z.string(), code: z.string() });
export type Enrolled = z.infer<typeof Enrolled>;
const Stats = z.object({ reports: z.int(), cases: z.int(), events: z.int(), devices: z.int() });

export interface Office {
  readonly organisation: Organisation;
  /** Of workstations and hub; made for this file, removed at its end. */
  readonly folder: string;
  hub(): HubProcess;
  /** Ends the hub as a power cut would. */
  hubDown(): Promise<void>;
  hubUp(): Promise<void>;
  stats(): Promise<z.infer<typeof Stats>>;
  /** Every sealed event of the hub's log, as `hub export` writes it. */
  exported(): Promise<string>;
  /** A new person, assessor on every desk, or one who is there already at a further workstation. */
  enrolAssessor(who: { readonly name: string } | { readonly user: string }): Promise<Enrolled>;
  /** A new person who supervises every desk. */
  enrolSupervisor(name: string): Promise<Enrolled>;
  /** A new person who reads the journals. */
  enrolAuditor(name: string): Promise<Enrolled>;
  /** A new person who keeps the records of every desk, and assesses at none. */
  enrolInformationOfficer(name: string): Promise<Enrolled>;
  /** Starts a workstation, without setting it up. */
  start(name: string, part: Part, enrolled: z.infer<typeof Enrolled>): Promise<Person>;
  /** The same workstation after its main process was killed; `old` is not used any more. */
  startAgain(old: Person): Promise<Person>;
  /** The same workstation, left as a person leaves it and started again at the size it remembers. */
  leaveAndReturn(person: Person): Promise<Person>;
  /** The officer's act, after comparing the fingerprint that the workstation shows. */
  grantTo(person: Person, fingerprint: string): Promise<void>;
  /** Sets up, compares the fingerprint and grants the keys. */
  admit(person: Person): Promise<void>;
  /** Both, and waits until every report is on the Desk. */
  assessor(name: string, enrolled: z.infer<typeof Enrolled>): Promise<Person>;
  /** Everybody who has a workstation now. */
  people(): Person[];
  /** Ends everything. */
  close(): Promise<void>;
}

/**
 * @param reports how many generated ones, or the lines of an inbound file.
 * @param putFiles writes the files of the reports beside the inbound file
 */
export async function openOffice(
  reports: number | readonly object[],
  putFiles: (folder: string) => void = () => undefined,
): Promise<Office> {
  const folder = sharedFolder(newFolder('office'));
  putFiles(folder);
  const data = join(folder, 'hub');
  const file = join(folder, 'inbound.jsonl');
  if (typeof reports !== 'number') writeFileSync(file, reports.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const source = typeof reports === 'number' ? { count: reports, file: undefined } : { count: 0, file };
  const organisation = await organise(data, { ...source, seed: 7 });
  const port = await freePort();
  let hub = await startHub(data, port);
  const seated = new Map<Person, { name: string; setUp: string }>();

  const sit = async (name: string, part: Part, setUp: string) => {
    const person = await seat(part, join(folder, name, 'profile'), setUp);
    person.page().setDefaultTimeout(20_000);
    seated.set(person, { name, setUp });
    return person;
  };
  const office: Office = {
    organisation,
    folder,
    hub: () => hub,
    hubDown: () => hub.kill(),
    async hubUp() {
      hub = await startHub(data, port);
    },
    stats: async () => Stats.parse(JSON.parse(await hubCommand(data, ['stats', '--json']))),
    exported: () => hubCommand(data, ['export']),
    async enrolAssessor(who) {
      const whom = 'name' in who ? ['--person', who.name, '--role', 'assessor:*'] : ['--user', who.user];
      return Enrolled.parse(JSON.parse(await hubCommand(data, ['enrol', ...whom, '--json'])));
    },
    async enrolSupervisor(name) {
      const whom = ['--person', name, '--role', 'supervisor:*'];
      return Enrolled.parse(JSON.parse(await hubCommand(data, ['enrol', ...whom, '--json'])));
    },
    async enrolAuditor(name) {
      const whom = ['--person', name, '--role', 'auditor'];
      return Enrolled.parse(JSON.parse(await hubCommand(data, ['enrol', ...whom, '--json'])));
    },
    async enrolInformationOfficer(name) {
      const whom = ['--person', name, '--role', 'information_officer:*'];
      return Enrolled.parse(JSON.parse(await hubCommand(data, ['enrol', ...whom, '--json'])));
    },
    async start(name, part, enrolled) {
      const person = await sit(name, part, writeSetUp(sharedFolder(join(folder, name)), part, hub.url, enrolled));
      await resize(person, 1440, 900);
      return person;
    },
    async startAgain(old) {
      const { name, setUp } = seated.get(old)!;
      await old.workstation.kill();
      seated.delete(old);
      return sit(name, old.part, setUp);
    },
    async leaveAndReturn(old) {
      const { name, setUp } = seated.get(old)!;
      await old.workstation.app
        .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
        .catch(() => undefined);
      await old.close();
      seated.delete(old);
      return sit(name, old.part, setUp);
    },
    async grantTo(person, fingerprint) {
      const { device } = await ask(person, 'session.me', {});
      await grant(data, device, fingerprint);
    },
    async admit(person) {
      await office.grantTo(person, await setUpScreen.submit(person));
      await setUpScreen.goOn(person);
    },
    async assessor(name, enrolled) {
      const person = await office.start(name, 'assessor', enrolled);
      await office.admit(person);
      await desk.grid(person).waitFor();
      await desk.view(person, 'all');
      await desk.waitForTotal(person, organisation.imported);
      await until('the first sync is over', async () => (await ask(person, 'sync.state', {})).phase === 'idle');
      return person;
    },
    people: () => [...seated.keys()],
    async close() {
      await Promise.all([...seated.keys()].map((person) => person.workstation.kill()));
      await hub.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
  return office;
}

/** Leaves in `out/e2e` what everybody saw when a test failed. */
export function picturesOfFailures(office: () => Office | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const folder = join(root, 'out', 'e2e');
    mkdirSync(folder, { recursive: true });
    for (const [index, person] of (office()?.people() ?? []).entries()) {
      const name = `${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}-${index + 1}.png`;
      await person
        .page()
        .screenshot({ path: join(folder, name), timeout: 5000 })
        .catch(() => undefined);
    }
  });
}
