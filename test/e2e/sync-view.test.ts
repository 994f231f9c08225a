/** What the person sees of sync: a long first sync with pause, and several conflicts with both versions and three ways on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '../../shared/bridge/contract.ts';
import { root } from '../../scripts/build.ts';
import { hubCommand } from '../../scripts/start/hub-process.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { desk } from '../../scripts/tour/screens.ts';
import { demonstrationReports } from '../../server/demo/reports.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

/** Here at first, and what comes while the person has receiving paused. */
const FIRST = 30;
const REPORTS = 1530;
let office: Office;
let a: Person;
let b: Person;
/** Contested: a decision, an allocation, a safe contact. */
let contested: string[];

async function picture(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'sync-view');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

const drawer = (person: Person) => person.page().getByRole('complementary', { name: 'Sync', exact: true });
const noFilter = { forces: [], categories: [], urgencies: [], channels: [], states: [] };
async function rowsOf(person: Person) {
  const opened = await ask(person, 'desk.open', { view: 'all', search: '', typing: false, filter: noFilter, sort: [] });
  return ask(person, 'desk.slice', { list: opened.list, from: 0, to: 20 });
}
const button = (person: Person, name: string | RegExp) => drawer(person).getByRole('button', { name });
async function openDrawer(person: Person): Promise<void> {
  if (await drawer(person).isVisible()) return;
  await person.syncLine().click();
  await drawer(person).waitFor();
}
const card = (person: Person) => drawer(person).getByRole('region', { name: 'Refused' }).getByRole('article');
const sign = (person: Person, command: Omit<CallInput<'case.sign'>, 'holdSeconds'>) =>
  ask(person, 'case.sign', { ...command, holdSeconds: 0 });

beforeAll(async () => {
  office = await openOffice(FIRST);
  a = await office.assessor('first-desk', office.organisation.assessor);
  b = await office.assessor('second-desk', await office.enrolAssessor({ name: 'Bronwen Tarrant' }));
}, 280_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('a first sync of some thousand cases', () => {
  it('can be worked with from its first page, and paused: it says how far it is', async () => {
    await ask(a, 'sync.hold', { held: true });
    const { force } = (await rowsOf(a))[0]!;
    const file = join(office.folder, 'more.jsonl');
    const more = demonstrationReports({ count: REPORTS - FIRST, seed: 91, now: new Date(), forces: [force] });
    writeFileSync(file, [...more].map((report) => `${JSON.stringify(report)}\n`).join(''));
    // All at once, so that so much is missing when the workstation next looks.
    await ask(a, 'sync.pause', { paused: true });
    await hubCommand(join(office.folder, 'hub'), ['import', file]);
    await ask(a, 'sync.pause', { paused: false });
    await openDrawer(a);
    await until('it is paused', async () => {
      const { phase, progress } = await ask(a, 'sync.state', {});
      return phase === 'idle' && progress !== null;
    });
    await a
      .syncLine()
      .filter({ hasText: /Paused at [\d,]+ of [\d,]+ · 0 waiting · 0 refused/ })
      .waitFor();
    const { cases, casesSaid } = await ask(a, 'sync.state', {});
    expect(cases).toBeLessThan(REPORTS);
    expect(casesSaid).toBe(REPORTS);
    await drawer(a)
      .getByText(/Cases here: [\d,]+ of 1,530/)
      .waitFor();
    await picture(a, 'paused');
    await inLightAndDark(a, 'SyncDrawer.tsx', 'paused');
    // What is here is worked on, and goes out.
    const [first] = (await casesByReference(a)).values();
    await ask(a, 'screen.sign', { none: [first!], declared: [] });
    await until('it is answered', async () => (await ask(a, 'sync.state', {})).waiting === 0);
  });

  it('stays paused after a lock, and ends when told', async () => {
    await a.lock();
    await a.unlock(passphrase);
    await until('it is paused', async () => {
      const { phase, progress, held } = await ask(a, 'sync.state', {});
      return held && phase === 'idle' && progress !== null;
    });
    await openDrawer(a);
    await button(a, 'Receive the rest').click();
    await until('every case is there', async () => {
      const { phase, progress, cases } = await ask(a, 'sync.state', {});
      return phase === 'idle' && progress === null && cases === REPORTS;
    });
    await button(a, 'Receive the rest').waitFor({ state: 'hidden' });
    await a.press('Escape');
  });
});

describe('several conflicts at once', () => {
  it('are met one at a time, each with both versions side by side', async () => {
    await inSync(b);
    contested = [...(await casesByReference(a)).values()].slice(0, 3);
    for (const person of [a, b]) await ask(person, 'screen.sign', { none: contested, declared: [] });
    await inSync(a, b);
    await office.hubDown();
    for (const person of [a, b]) {
      const who = person === a ? 'First desk' : 'Second desk';
      const { user } = await ask(person, 'session.me', {});
      await sign(person, {
        caseId: contested[0]!,
        type: 'decided',
        facets: { outcomes: [person === a ? 'investigate' : 'record'], route: 'here' },
        payload: { rationale: `${who}: why it is decided so.`, optionsRejected: [] },
      });
      await sign(person, { caseId: contested[1]!, type: 'allocated', facets: { to: user }, payload: {} });
      await sign(person, {
        caseId: contested[2]!,
        type: 'safe_contact_set',
        facets: {},
        payload: { who: `${who}: the reporter`, how: 'By letter', when: 'In the evening', never: 'At work' },
      });
    }
    await office.hubUp();
    await inSync(a);
    await inSync(b);
    await until('three were refused', async () => (await ask(b, 'sync.state', {})).conflicts === 3);
    await b.syncLine().filter({ hasText: '0 waiting · 3 refused, 3 in conflict' }).waitFor();
    await openDrawer(b);
    await drawer(b).getByText('1 of 3').waitFor();
    await picture(b, 'conflict');
    await inLightAndDark(b, 'SyncDrawer.tsx', 'conflicts');
    await resize(b, 1280, 720);
    await picture(b, 'conflict-1280');
    await resize(b, 1440, 900);
    const seen = new Set<string>();
    await card(b).focus();
    for (let n = 0; n < 3; n++) {
      seen.add((await card(b).getAttribute('aria-label'))!);
      const [mine, theirs] = [
        card(b).getByRole('group', { name: 'Mine' }),
        card(b).getByRole('group', { name: 'What stands' }),
      ];
      const [left, right] = [(await mine.boundingBox())!, (await theirs.boundingBox())!];
      expect(right.x).toBeGreaterThanOrEqual(left.x + left.width - 1);
      await b.press('n');
    }
    expect(seen.size).toBe(3);
  });

  const to = async (type: RegExp) => {
    await openDrawer(b);
    await card(b).focus();
    for (let n = 0; n < 3; n++) {
      if (type.test((await card(b).getAttribute('aria-label'))!)) return;
      await b.press('n');
    }
    throw new Error(`no card of ${String(type)}`);
  };

  it('let one’s own be signed over what stands, by keyboard, and taken back before it goes', async () => {
    await to(/^Allocation/);
    await b.press('m');
    await card(b)
      .getByText(/Signs in \d+ s/)
      .waitFor();
    await picture(b, 'held');
    await b.press('Control+z');
    await card(b)
      .getByText(/Signs in/)
      .waitFor({ state: 'hidden' });
    expect((await ask(b, 'refusals.read', {})).length).toBe(3);
    await to(/^Allocation/);
    await b.press('m');
    await card(b)
      .getByText(/Signs in \d+ s/)
      .waitFor();
    await b.press('Control+Enter');
    await until('it is settled', async () => (await ask(b, 'refusals.read', {})).length === 2);
    await inSync(b, a);
    const { user } = await ask(b, 'session.me', {});
    await until('both hold it so', async () => (await readCase(a, contested[1]!)).row.allocatedTo?.user === user);
  });

  it('let a third be written beside the two; both are in the history of the case', async () => {
    await to(/^Safe contact/);
    await b.press('t');
    // After a lock it is another page.
    const form = () => drawer(b).getByRole('group', { name: 'A third version' });
    await form().getByLabel('How', { exact: true }).fill('Only through the charity');
    await picture(b, 'third');
    // A lock in the middle loses none of it.
    await b.page().waitForTimeout(300);
    await b.lock();
    await b.unlock(passphrase);
    await to(/^Safe contact/);
    expect(await form().getByLabel('How', { exact: true }).inputValue()).toBe('Only through the charity');
    await form().getByLabel('How', { exact: true }).focus();
    await b.press('Control+Enter');
    await button(b, /^Sign now/).click();
    await until('it is settled', async () => (await ask(b, 'refusals.read', {})).length === 1);
    await inSync(b, a);
    await until('the colleague has it', async () =>
      JSON.stringify((await readCase(a, contested[2]!)).file).includes('Only through the charity'),
    );
    expect(JSON.stringify((await readCase(b, contested[2]!)).file)).toContain('First desk: the reporter');
    expect(JSON.stringify((await readCase(b, contested[2]!)).gaveWay)).toContain('Second desk: the reporter');
  });

  it('let what stands be kept, and that be taken back', async () => {
    await to(/^Decision/);
    await b.press('k');
    await drawer(b).getByText('Nothing was refused.').first().waitFor();
    await drawer(b)
      .getByRole('button', { name: /^Take it back/ })
      .click();
    await until('it waits again', async () => (await ask(b, 'refusals.read', {})).length === 1);
    await to(/^Decision/);
    await b.press('k');
    await until('it is settled', async () => (await ask(b, 'refusals.read', {})).length === 0);
    await b.press('Escape');
    await desk.view(b, 'all');
    await desk.openCase(b, contested[0]!);
    // It is the other one's now.
    await b.page().getByRole('heading', { name: 'Why do you open this case?' }).waitFor();
    await b.press('2');
    const line = b.page().getByRole('button', { name: /, and gave way$/ });
    await line.click();
    await b.page().getByText('Second desk: why it is decided so.').waitFor();
    await picture(b, 'history');
  });
});

describe('cases that are taken away', () => {
  it('are told of in the status bar and in the drawer until that is seen: the desk, and how many', async () => {
    const [row] = await rowsOf(b);
    const { user } = await ask(b, 'session.me', {});
    const before = (await ask(b, 'sync.state', {})).cases;
    const filter = { ...noFilter, forces: [row!.force] };
    const { total: stay } = await ask(b, 'desk.open', { view: 'all', search: '', typing: false, filter, sort: [] });
    await hubCommand(join(office.folder, 'hub'), ['enrol', '--user', user, '--role', `assessor:${row!.force}`]);
    const sign = b
      .page()
      .getByRole('contentinfo', { name: 'Status' })
      .getByRole('button', { name: 'Access withdrawn' });
    await until('the other desks are gone', async () => (await ask(b, 'sync.state', {})).cases === stay);
    expect(stay).toBeLessThan(before);
    await sign.click();
    const told = drawer(b).getByRole('region', { name: 'To look at' });
    const withdrawn = told.getByRole('article', { name: /^Your access to the desk \S+ was withdrawn/ });
    await withdrawn.first().waitFor();
    const notices = await ask(b, 'directory.notices', {});
    expect(notices.reduce((sum, notice) => sum + (notice.gone?.cases ?? 0), 0)).toBe(before - stay);
    await picture(b, 'withdrawn');
    await inLightAndDark(b, 'SyncDrawer.tsx', 'access withdrawn');
    const all = told.getByRole('button', { name: /^All \d+ seen$/ });
    await (notices.length > 1 ? all : told.getByRole('button', { name: 'Seen' })).click();
    await sign.waitFor({ state: 'hidden' });
  });
});
