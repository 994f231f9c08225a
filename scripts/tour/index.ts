/**
 * The main job, played end to end in the real packaged app, on a real hub: a report arrives, an assessor screens, reads,
 * annotates, grades, assesses, decides and refers it while offline, the work reaches the hub when the line is back, and an
 * investigator on another workstation acknowledges the referral. Then the screens beside it are filled and looked at.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inSandbox } from '../setup/processes.ts';
import { rendererPid, sandboxed } from '../setup/launch.ts';
import {
  demonstrationFolder,
  freePort,
  grant,
  organise,
  type Organisation,
  type Part,
  passphrase,
  type Reports,
  sharedFolder,
  writeSetUp,
} from '../start/demonstration.ts';
import { type HubProcess, startHub } from '../start/hub-process.ts';
import { openJournal, type TourJournal } from './journal.ts';
import { chooseTheme, type Person, resize, seat } from './person.ts';
import type { Onlooker } from './looks.ts';
import { assess, caseScreen, conflict, desk, referrals, setUpScreen } from './screens.ts';
import { lookAtRecipients, lookBeside } from './supervision.ts';

export interface TourOptions {
  readonly reports: Reports;
  readonly find: string | undefined;
}

interface Stage {
  readonly journal: TourJournal;
  readonly data: string;
  readonly port: number;
  readonly find: string | undefined;
  readonly organisation: Organisation;
  hub: HubProcess;
  readonly people: Person[];
}

/** Plays it and leaves pictures and `summary.json` in `out/tour`. Answers whether every step held. */
export async function playTour({ reports, find }: TourOptions): Promise<boolean> {
  const folder = sharedFolder(join(demonstrationFolder(), 'tour'));
  rmSync(folder, { recursive: true, force: true });
  sharedFolder(folder);
  const profileOf = (name: keyof Profiles) => join(folder, name);
  const profiles: Profiles = {
    assessor: profileOf('assessor'),
    investigator: profileOf('investigator'),
    supervisor: profileOf('supervisor'),
    auditor: profileOf('auditor'),
  };
  const journal = openJournal(Object.values(profiles));
  const people: Person[] = [];
  let hub: HubProcess | undefined;
  try {
    const data = join(folder, 'hub');
    let organisation: Organisation | undefined;
    await journal.step('the hub receives the reports', async () => {
      organisation = await organise(data, reports);
    });
    const port = await freePort();
    await journal.step('the hub listens', async () => {
      hub = await startHub(data, port);
    });
    const stage: Stage = { journal, data, port, find, organisation: organisation!, hub: hub!, people };
    try {
      await play(stage, folder, profiles);
    } finally {
      hub = stage.hub;
    }
    journal.close(true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    for (const person of people) await journal.picture(person, `failed-${person.part}`).catch(() => undefined);
    journal.close(false);
  }
  for (const person of people) await person.close().catch(() => undefined);
  await hub?.stop();
  console.log(`${journal.summary.ok ? 'The whole job held.' : 'The tour failed.'} See out/tour.`);
  return journal.summary.ok;
}

type Profiles = Readonly<Record<Part | Onlooker, string>>;

async function play(stage: Stage, folder: string, profiles: Profiles): Promise<void> {
  const { journal, data, people } = stage;
  const arrive = async (part: Part) => {
    const setUp = writeSetUp(folder, part, stage.hub.url, stage.organisation[part]);
    const person = await seat(part, profiles[part], setUp);
    stage.people.push(person);
    await resize(person, 1440, 900);
    return person;
  };
  let investigator: Person;
  let assessor: Person;
  await journal.step('an investigator sets up a workstation', async () => {
    investigator = await arrive('investigator');
    await enrol(stage, investigator);
  });
  await journal.step('an assessor sets up a workstation', async () => {
    assessor = await arrive('assessor');
    await setUpScreen.shown(assessor);
    await journal.picture(assessor, 'set-up');
    await enrol(stage, assessor);
    const { app } = assessor.workstation;
    journal.summary.electron = await app.evaluate(() => process.versions.electron ?? '');
    journal.summary.sandboxed =
      (await sandboxed(app, assessor.page())) && inSandbox(await rendererPid(app, assessor.page()));
  });
  await morning(stage, assessor!);
  await offline(stage, assessor!);
  await backOnline(stage, assessor!, investigator!);
  await journal.step('who else is told of the case', async () => {
    await lookAtRecipients({ journal }, assessor);
    await resize(assessor, 1440, 900);
  });
  await evening(stage, assessor!);
  await lookBeside({ journal, data, folder, people, profiles, hubUrl: stage.hub.url });
}

/** Sets up, reads the fingerprint out, and the officer grants the keys. */
async function enrol(stage: Stage, person: Person): Promise<void> {
  const fingerprint = await setUpScreen.submit(person);
  if (person.part === 'assessor') await stage.journal.picture(person, 'fingerprint');
  const device = await person.page().evaluate(async () => {
    const { candour } = globalThis as unknown as {
      candour: { call(name: string, input: object): Promise<{ value: { device: string } }> };
    };
    return (await candour.call('session.me', {})).value.device;
  });
  await grant(stage.data, device, fingerprint);
  await setUpScreen.goOn(person);
}

async function morning({ journal, organisation, find }: Stage, assessor: Person): Promise<void> {
  await journal.step('the reports arrive on the Desk', async () => {
    await desk.grid(assessor).waitFor();
    await desk.view(assessor, 'all');
    await desk.waitForTotal(assessor, organisation.imported);
    await assessor
      .syncLine()
      .filter({ hasText: /In sync/ })
      .waitFor();
    journal.summary.reports = await desk.total(assessor);
    await desk.view(assessor, 'today');
    await desk.grid(assessor).focus();
    await journal.picture(assessor, 'desk');
  });
  await journal.step('one conflict pass for the morning, names last', async () => {
    await assessor.press('c');
    const seen = new Set<string>();
    await conflict.pass(assessor, async (sheet) => {
      if (!seen.has(sheet)) await journal.picture(assessor, `conflict-${sheet}`);
      seen.add(sheet);
    });
    await desk.grid(assessor).waitFor();
    await journal.picture(assessor, 'desk-screened');
  });
  await journal.step('a search over every case', async () => {
    await desk.view(assessor, 'all');
    const found = await desk.find(assessor, find ?? 'sergeant');
    journal.summary.found = find === undefined ? null : found;
    await journal.picture(assessor, 'search');
    await desk.clearSearch(assessor);
    await desk.view(assessor, 'today');
  });
  await journal.step('a look at a case without opening it', async () => {
    await desk.grid(assessor).focus();
    await assessor.press('Home');
    await desk.peek(assessor);
    await journal.picture(assessor, 'peek');
  });
}

const note = 'Compare with the earlier report about the same station before anything is asked of the charity.';
const rationale =
  'First-hand account with times and places that can be checked without approaching anyone named. Waiting would let records be overwritten, so enquiries begin with what the force already holds.';

async function offline(stage: Stage, assessor: Person): Promise<void> {
  const { journal } = stage;
  await journal.step('the line to the hub is lost', async () => {
    await stage.hub.kill();
    await assessor
      .syncLine()
      .filter({ hasText: /Offline/ })
      .waitFor();
  });
  await journal.step('the assessor reads a case', async () => {
    await desk.open(assessor, 0);
    await caseScreen.shown(assessor);
    await journal.picture(assessor, 'case');
  });
  await journal.step('marks a statement and writes a note', async () => {
    await caseScreen.markFirstSentence(assessor, 's');
    await journal.picture(assessor, 'statement');
    await caseScreen.note(assessor, note);
    await journal.picture(assessor, 'note');
  });
  await journal.step('grades the statement 3x5x2', async () => {
    await assess.grade(assessor, 'D');
    await journal.picture(assessor, 'graded');
  });
  await journal.step('answers risk, and the codes of the report', async () => {
    await assess.risk(assessor, 'n');
    await journal.picture(assessor, 'risk');
    await assess.codes(assessor);
    await journal.picture(assessor, 'codes');
  });
  await journal.step('tests the grounds for a mandatory referral', async () => {
    await assess.referralTest(assessor);
    await journal.picture(assessor, 'referral-test');
  });
  await journal.step('decides, with a rationale', async () => {
    await assess.decide(assessor, rationale, () => journal.picture(assessor, 'decision'));
    await journal.picture(assessor, 'decided');
  });
  await journal.step('refers to an investigation unit', async () => {
    await assess.send(assessor, {
      title: 'Enquiries into what was reported',
      request: 'Please secure what systems already hold before anyone is approached, and tell this unit what is found.',
      onRecipients: () => journal.picture(assessor, 'recipient'),
      onPreview: () => journal.picture(assessor, 'pack-preview'),
    });
    await journal.picture(assessor, 'sent-waiting');
  });
  await journal.step('everything waits on this workstation', async () => {
    await assessor
      .syncLine()
      .filter({ hasText: /Offline.*[1-9]\d* waiting · 0 refused/ })
      .waitFor();
    await resize(assessor, 1280, 720);
    await journal.picture(assessor, 'offline-1280');
    await resize(assessor, 1440, 900);
  });
}

async function backOnline(stage: Stage, assessor: Person, investigator: Person): Promise<void> {
  const { journal } = stage;
  await journal.step('the line is back and the work reaches the hub', async () => {
    stage.hub = await startHub(stage.data, stage.port);
    await assessor
      .syncLine()
      .filter({ hasText: /In sync.*· 0 waiting · 0 refused/ })
      .waitFor({ timeout: 120_000 });
  });
  await journal.step('the investigator receives the referral', async () => {
    await referrals.open(investigator, async () => journal.picture(investigator, 'referrals'));
    await journal.picture(investigator, 'referral');
  });
  await journal.step('and acknowledges it', async () => {
    await referrals.acknowledge(investigator);
    await investigator
      .syncLine()
      .filter({ hasText: /In sync.*· 0 waiting · 0 refused/ })
      .waitFor({ timeout: 120_000 });
    await journal.picture(investigator, 'acknowledged');
  });
  await journal.step('the assessor sees the acknowledgement', async () => {
    await assess.acknowledgement(assessor).waitFor({ timeout: 120_000 });
    await journal.picture(assessor, 'acknowledged-at-the-desk');
  });
}

async function evening({ journal }: Stage, assessor: Person): Promise<void> {
  await journal.step('the same in the dark', async () => {
    await chooseTheme(assessor, 'dark');
    await journal.picture(assessor, 'case-dark');
    await assessor.press('Escape');
    await desk.grid(assessor).waitFor();
    await desk.view(assessor, 'all');
    await journal.picture(assessor, 'desk-dark');
  });
  await journal.step('locks, and is back where the work was', async () => {
    await assessor.lock();
    await resize(assessor, 1440, 900);
    await journal.picture(assessor, 'locked');
    await assessor.unlock(passphrase);
    await desk.grid(assessor).waitFor();
    await journal.picture(assessor, 'unlocked');
  });
}
