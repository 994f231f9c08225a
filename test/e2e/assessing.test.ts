/** The rest of an assessor's and a supervisor's day, by keyboard at two workstations: nothing here needs a pointer. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, desk, openStage } from '../../scripts/tour/screens.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { walkTo } from './support/walk.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';
import { tabTo } from './support/tab-to.ts';

let office: Office;
let a: Person;
/** A supervisor, to whom drafts go as well. */
let b: Person;
let users: { a: string; b: string };
/** Case ids by reference. */
let cases: Map<string, string>;

const supervisor = 'Bronwen Tarrant';
const references = ['H-1', 'H-2', 'H-3', 'T-2', 'T-3', 'T-4', 'D-1', 'D-2', 'D-3', 'E-1'];
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

async function picture(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'assessing');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}
const role = (person: Person, ...[name, options]: Parameters<ReturnType<Person['page']>['getByRole']>) =>
  person.page().getByRole(name, options);
const type = (person: Person, words: string) => person.page().keyboard.type(words);
const focused = (person: Person) => person.page().locator(':focus');

/** Through the palette, as a person would: `Ctrl+K`, a part of the name, `Enter`. */
async function command(person: Person, typed: string): Promise<void> {
  await person.press('Control+k');
  await role(person, 'combobox', { name: 'Command' }).waitFor();
  await type(person, typed);
  await role(person, 'listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
  await person.press('Enter');
}

const opened = (person: Person) =>
  person.page().evaluate(() => document.querySelector('[data-case-open]')?.getAttribute('data-case-open') ?? null);
const file = async (person: Person, reference: string) => (await readCase(person, cases.get(reference)!)).file!;
const draftOf = async (person: Person, reference: string, part: string) =>
  (await readCase(person, cases.get(reference)!)).drafts.find((draft) => draft.part === part);

/** Walks down the Desk to the row of a case, each key seen before the next, and opens it. */
async function openCase(person: Person, reference: string): Promise<void> {
  if ((await opened(person)) !== null) await desk.back(person);
  if (!(await role(person, 'main', { name: 'Desk' }).isVisible())) await command(person, 'desk');
  await desk.view(person, 'all');
  await desk.waitForTotal(person, references.length);
  const caseId = cases.get(reference)!;
  await walkTo(person, desk.grid(person), { 'data-case': caseId });
  await person.press('Enter');
  await until(`${reference} is open`, async () => (await opened(person)) === caseId);
  await caseScreen.shown(person);
}

/** The cover line of the next case, and what its line says of the one that was signed; then its text. */
async function uncover(person: Person, reference: string): Promise<string> {
  const cover = role(person, 'region', { name: 'Cover line' });
  await cover.waitFor();
  await until(`${reference} comes next`, async () => (await opened(person)) === cases.get(reference));
  const said = await cover.innerText();
  await cover
    .getByRole('button', { name: /^Show the text/ })
    .and(person.page().locator(':focus'))
    .waitFor();
  await person.press('Enter');
  await caseScreen.shown(person);
  await openStage(person, 'risk');
  return said;
}
/** Answers the danger of the open case with no, and goes on to where it shall go. */
async function noDanger(person: Person, disposition: '1' | '2' | '3' | '4'): Promise<void> {
  await tabTo(person, /^Anyone in danger now/);
  await person.press('n');
  await until('the next question has the focus', async () => (await focused(person).textContent())?.startsWith('Mine'));
  await person.press(disposition);
}

beforeAll(async () => {
  office = await openOffice(
    references.map((reference, index) =>
      report({
        reference,
        narrative: `The sergeant of report ${index + 1} took money at the desk, and said so to two people.`,
        subjects: [{ name: `Otto Vesper${index + 1}`, rank: 'sergeant', station: 'Harrowmere' }],
        receivedAt: hoursAgo(30 + index),
        disseminatedAt: hoursAgo(28 + index),
        categories: [reference.startsWith('H') ? 'VIOLENCE' : 'INFO_FOR_GAIN'],
      }),
    ),
  );
  a = await office.assessor('first-desk', office.organisation.assessor);
  b = await office.assessor('second-desk', await office.enrolSupervisor(supervisor));
  cases = await casesByReference(a);
  users = { a: (await ask(a, 'session.me', {})).user, b: (await ask(b, 'session.me', {})).user };
  for (const person of [a, b]) await ask(person, 'screen.sign', { none: [...cases.values()], declared: [] });
  await inSync(a, b);
}, 300_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('triage', () => {
  it('after three heavy cases one line on the signed card speaks of a break, and not before', async () => {
    await openCase(a, 'H-1');
    await openStage(a, 'risk');
    const said: string[] = [];
    for (const next of ['H-2', 'H-3', 'T-2']) {
      await noDanger(a, '1');
      await a.press('Control+Enter');
      if (next === 'T-2') {
        await role(a, 'region', { name: 'Cover line' }).getByRole('note').waitFor();
        await picture(a, 'break-line');
      }
      said.push(await uncover(a, next));
    }
    expect(said.map((words) => words.includes('A few minutes away'))).toEqual([false, false, true]);
    // In the case itself there is none.
    expect(await a.page().getByText('A few minutes away').count()).toBe(0);
  });

  it('2 gives a case to a colleague, with what each holds already', async () => {
    await noDanger(a, '2');
    await a.press('Control+Enter');
    await a.page().getByText('Choose who is to hold it.').waitFor();
    await tabTo(a, /^Who is to hold it/);
    const choice = a.page().getByLabel('Who is to hold it');
    await choice.locator('option', { hasText: `${supervisor}, holds 0, 0 heavy` }).waitFor({ state: 'attached' });
    await type(a, 'Bron');
    await until('the colleague is chosen', async () => (await choice.inputValue()) === users.b);
    await picture(a, 'allocate');
    await a.press('Control+Enter');
    expect(await uncover(a, 'T-3')).toContain('allocated');
    expect((await file(a, 'T-2')).allocatedTo).toBe(users.b);
  });

  it('3 sends a case to another force, named by typing, with outcome and rationale', async () => {
    await noDanger(a, '3');
    await tabTo(a, /^Which force/);
    await type(a, 'West Merc');
    await role(a, 'option', { name: /^West Mercia/ })
      .first()
      .waitFor();
    await a.press('Enter');
    await tabTo(a, /^Outcome/);
    await a.press('i');
    await tabTo(a, /^Rationale/);
    await type(a, 'The station belongs to the other force.');
    await picture(a, 'other-force');
    await a.press('Control+Enter');
    await uncover(a, 'T-4');
    await until('the decision is signed', async () => (await file(a, 'T-3')).decisions.length === 1, 30_000);
    expect((await file(a, 'T-3')).decisions[0]).toMatchObject({ outcomes: ['investigate'], route: 'other_force' });
  });

  it('4 joins a case to an earlier report, found by its reference, with a reason', async () => {
    await noDanger(a, '4');
    // What is alike comes up first; who knows the reference leaves it for the field.
    const related = a.page().getByRole('complementary', { name: 'Related reports' });
    await related.waitFor();
    await a.press('Escape');
    await related.waitFor({ state: 'hidden' });
    await tabTo(a, /^Reference of the earlier report/);
    await type(a, 'H-1');
    await role(a, 'listbox', { name: 'Reports' }).getByRole('option').first().waitFor();
    await a.press('Enter');
    await tabTo(a, /^Why they belong together/);
    await type(a, 'The same sergeant on the same evening.');
    await inLightAndDark(a, 'CaseScreen', 'triage, joined');
    await picture(a, 'join');
    await a.press('Control+Enter');
    await uncover(a, 'D-1');
    expect((await file(a, 'T-4')).work.links[0]!.facets.other).toBe(cases.get('H-1'));
  });
});

describe('a decision', () => {
  const rationale = () => a.page().getByLabel('Rationale', { exact: true });
  const templates = () => role(a, 'complementary', { name: 'Rationale templates' });
  const openTemplates = async () => {
    await tabTo(a, /^Templates$/);
    await a.press('Enter');
    await templates().waitFor();
  };

  it('takes templates of one’s own, which are made, used, changed and removed', async () => {
    await openStage(a, 'decision');
    await tabTo(a, /^Rationale/);
    await type(a, 'Who saw it, and when:');
    await openTemplates();
    await tabTo(a, /^Keep what is written/);
    await type(a, 'Short headings');
    await a.press('Enter');
    await templates().getByRole('button', { name: 'Short headings', exact: true }).waitFor();
    await picture(a, 'template-made');
    await tabTo(a, /^Change Short headings/);
    await a.press('Enter');
    await tabTo(a, /^Its headings/);
    await a.press('Control+End');
    await type(a, ' and who else knows');
    await inLightAndDark(a, 'Templates.tsx', 'a template of one’s own');
    await tabTo(a, /^Keep the change/);
    await a.press('Enter');
    await templates().getByLabel('Its headings').waitFor({ state: 'hidden' });
    await a.press('Escape');
    await templates().waitFor({ state: 'hidden' });
    await tabTo(a, /^Rationale$/);
    await a.press('Control+a', 'Delete');
    await openTemplates();
    await tabTo(a, /^Short headings$/);
    await a.press('Enter');
    await until('it is in', async () => (await rationale().inputValue()).includes('and who else knows'));
    expect(await rationale().inputValue()).toContain('Who saw it, and when:');
    await openTemplates();
    await tabTo(a, /^Remove Short headings/);
    await a.press('Enter');
    await templates().getByText('You have kept none yet.').waitFor();
    await a.press('Escape');
    await templates().waitFor({ state: 'hidden' });
  });

  async function signDecision(): Promise<void> {
    await a.press('Control+Enter');
    const held = role(a, 'region', { name: 'Held' });
    const missing = a.page().getByLabel('What is missing');
    await missing.or(held).first().waitFor();
    if (!(await held.isVisible())) await a.press('Control+Enter');
    await held.waitFor();
    await a.press('Control+Enter');
    await role(a, 'article', { name: /^Decision: waits for approval/ }).waitFor();
  }

  it('taken anew begins with what was decided before, as a draft that says so, and may be left as it was', async () => {
    await tabTo(a, /^Outcome/);
    await a.press('r');
    await tabTo(a, /^Rationale$/);
    await a.press('Control+a');
    await type(a, 'Nothing that anybody could follow up.');
    await signDecision();
    await tabTo(a, /^Decide anew/);
    await a.press('Enter');
    await a.page().getByText('Copied from version 1').waitFor();
    expect(await rationale().inputValue()).toBe('Nothing that anybody could follow up.');
    await until('it is a draft', async () => (await draftOf(a, 'D-1', 'decision')) !== undefined);
    await inLightAndDark(a, 'CaseScreen', 'decided anew');
    await picture(a, 'decide-anew');
    // Nothing was changed: what stands is kept, and no draft is left.
    await tabTo(a, /^Keep what stands/);
    await a.press('Enter');
    await role(a, 'article', { name: /^Decision: waits for approval/ }).waitFor();
    await until('no draft is left', async () => (await draftOf(a, 'D-1', 'decision')) === undefined);
    expect((await file(a, 'D-1')).decisions).toHaveLength(1);
    await tabTo(a, /^Decide anew/);
    await a.press('Enter');
    await tabTo(a, /^Rationale$/);
    await a.press('Control+End');
    await type(a, ' A witness came forward.');
    await signDecision();
    const { decisions } = await file(a, 'D-1');
    expect(decisions.map(({ outcomes, rationale: why }) => [outcomes, why])).toEqual([
      [['record'], 'Nothing that anybody could follow up.'],
      [['record'], 'Nothing that anybody could follow up. A witness came forward.'],
    ]);
  });
});

describe('research', () => {
  it('asked of one record twice is compared side by side', async () => {
    await a.press('Control+3');
    for (const about of ['The officer, as of March', 'The officer, as of June']) {
      await tabTo(a, /^Check$/);
      await type(a, 'Vetting');
      await tabTo(a, /^Under the authority of/);
      await a.press('ArrowDown');
      await tabTo(a, /^About whom or what/);
      await type(a, about);
      await tabTo(a, /^What it is to show/);
      await type(a, 'Whether it was declared');
      const before = (await file(a, 'D-1')).work.checks.length;
      await a.press('Control+Enter');
      await until('the check is asked for', async () => (await file(a, 'D-1')).work.checks.length === before + 1);
    }
    await a.press('Control+d');
    const drawer = role(a, 'complementary', { name: 'Versions' });
    await drawer.getByRole('heading', { name: /^Check: Vetting/ }).waitFor();
    await drawer.locator('del', { hasText: 'March' }).waitFor();
    await drawer.locator('ins', { hasText: 'June' }).waitFor();
    await inLightAndDark(a, 'VersionsDrawer.tsx', 'research');
    await picture(a, 'versions-of-research');
    await a.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });
});

describe('a concern of malice', () => {
  it('is answered by a supervisor who did not raise it, who says why it is returned', async () => {
    await openStage(a, 'decision');
    await tabTo(a, /^Concern that the report was made in bad faith/);
    await a.press('Enter');
    await tabTo(a, /^What points to it/);
    await type(a, 'The same words came three times.');
    await a.press('Control+Enter');
    await until('it is raised', async () => (await file(a, 'D-1')).work.concerns.length === 1);
    await a.page().getByText('A supervisor who did not raise it decides whether it stands.').waitFor();
    await inSync(a, b);
    await openCase(b, 'D-1');
    await openStage(b, 'decision');
    await tabTo(b, /^As a supervisor, on the concern/);
    await b.press('ArrowDown');
    await role(b, 'radio', { name: /^Return/, checked: true }).waitFor();
    await b.press('Control+Enter');
    await b.page().getByText('Say why it is returned.').waitFor();
    await tabTo(b, /^Comment/);
    await type(b, 'Three people may say the same because it is so.');
    await inLightAndDark(b, 'CaseScreen', 'concern reviewed');
    await picture(b, 'concern-review');
    await b.press('Control+Enter');
    await until('it is answered', async () => (await file(b, 'D-1')).work.concerns[0]!.review !== null);
    await inSync(b, a);
    await until(
      'its author reads the answer',
      async () => (await file(a, 'D-1')).work.concerns[0]!.review?.facets.verdict === 'returned',
    );
    await a.page().getByText('Three people may say the same because it is so.').waitFor();
    // It decided nothing.
    expect((await file(a, 'D-1')).decisions).toHaveLength(2);
  });
});

describe('a draft', () => {
  const grid = (person: Person) => role(person, 'grid', { name: 'Hand-over' });
  const row = (person: Person, reference: string) => grid(person).locator(`[data-case="${cases.get(reference)!}"]`);
  const toRow = (person: Person, reference: string) =>
    walkTo(person, grid(person), { 'data-case': cases.get(reference)! });
  const words = 'I would look into it, but have not asked the second witness yet.';
  async function offerWithDraft(reference: string): Promise<void> {
    await ask(a, 'case.sign', {
      caseId: cases.get(reference)!,
      type: 'allocated',
      facets: { to: users.a },
      payload: {},
    });
    await openCase(a, reference);
    await openStage(a, 'decision');
    await tabTo(a, /^Rationale$/);
    await type(a, words);
    await until('it is a draft', async () => JSON.stringify(await draftOf(a, reference, 'decision'))?.includes(words));
    await command(a, 'hand-over');
    await row(a, reference).getByText('Draft: sign it, or pass it on with the case').waitFor();
    await toRow(a, reference);
    await a.press('d');
    await row(a, reference)
      .getByText(/goes with it, unsigned/)
      .waitFor();
    await a.press('r');
    const people = role(a, 'radiogroup', { name: 'Who receives' });
    await people.getByRole('radio', { name: supervisor }).and(a.page().locator(':focus')).waitFor();
    await a.press('Space');
    await people.getByRole('radio', { name: supervisor, checked: true }).waitFor();
    await inLightAndDark(a, 'HandOverScreen', `draft of ${reference}`);
    await picture(a, `draft-goes-${reference}`);
    await a.press('Control+Enter');
    await row(a, reference)
      .getByText(/Draft passed on with the case, not taken over yet/)
      .waitFor();
    await inSync(a, b);
  }

  it('goes with a case that is handed over, and its receiver takes it over; nothing is signed by it', async () => {
    await offerWithDraft('D-2');
    await command(b, 'hand-over');
    await row(b, 'D-2').getByText('A draft comes with it, unsigned: Decision').waitFor();
    // Until the case is accepted the words stay where they are.
    expect((await file(b, 'D-2')).work.sharedDrafts.map(({ state }) => state)).toEqual(['offered']);
    await toRow(b, 'D-2');
    await b.press('Enter');
    await b
      .page()
      .getByText(/^Accepted: 1/)
      .first()
      .waitFor();
    await inSync(b, a);
    await openCase(b, 'D-2');
    const card = role(b, 'region', { name: 'Drafts passed on to you' });
    await card.getByText(words).waitFor();
    await inLightAndDark(b, 'CaseScreen', 'draft passed on');
    await picture(b, 'draft-passed-on');
    await command(b, 'take over the draft');
    await card.waitFor({ state: 'hidden' });
    await b.page().getByLabel('Rationale', { exact: true }).waitFor();
    await until(
      'the words are in the form',
      async () => (await b.page().getByLabel('Rationale', { exact: true }).inputValue()) === words,
    );
    await picture(b, 'draft-taken');
    const taken = (await draftOf(b, 'D-2', 'decision'))!;
    expect(taken.content).toEqual((await draftOf(a, 'D-2', 'decision'))!.content);
    const { decisions, work } = await file(b, 'D-2');
    expect([decisions, work.sharedDrafts.map(({ state }) => state)]).toEqual([[], ['taken']]);
    await inSync(b, a);
    // The giver has nothing left to hand over there, and keeps what they typed.
    await row(a, 'D-2').waitFor({ state: 'hidden' });
    expect((await file(a, 'D-2')).work.sharedDrafts.map(({ state }) => state)).toEqual(['taken']);
  });

  it('is withdrawn with the offer of its case, and stays with who typed it', async () => {
    await offerWithDraft('D-3');
    await toRow(a, 'D-3');
    await a.press('Delete');
    await a
      .page()
      .getByText(/^Taken back: 1/)
      .first()
      .waitFor();
    await inSync(a, b);
    await until('it is withdrawn at the other desk', async () =>
      (await file(b, 'D-3')).work.sharedDrafts.every(({ state }) => state === 'withdrawn'),
    );
    expect((await draftOf(a, 'D-3', 'decision'))?.content).toMatchObject({ form: { rationale: words } });
    await row(a, 'D-3').getByText('Draft: sign it, or pass it on with the case').waitFor();
    expect(await draftOf(b, 'D-3', 'decision')).toBeUndefined();
  });
});

describe('what waits', () => {
  it('is told by the system in fixed words without anything of the case, once, to who looks elsewhere', async () => {
    await b.workstation.app.evaluate(({ BrowserWindow, Notification }) => {
      const shown: string[] = [];
      Object.assign(globalThis, { shown });
      // What would go to the system, where this machine has none; and the person looks elsewhere.
      Notification.isSupported = () => true;
      Notification.prototype.show = function show() {
        shown.push(`${this.title}|${this.subtitle}|${this.body}`);
      };
      BrowserWindow.prototype.isFocused = () => false;
    });
    const shown = () => b.workstation.app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
    const task = { kind: 'task', holder: users.b, due: new Date(Date.now() + 1_800_000).toISOString() };
    const caseId = cases.get('E-1')!;
    await ask(a, 'case.sign', { caseId, type: 'task_set', facets: task, payload: { text: 'Ring Otto Vesper10' } });
    await inSync(a, b);
    await until('it is told', async () => (await shown()).length > 0);
    // A task that is far away waits for nobody yet.
    const far = { ...task, due: '2040-01-01T10:00:00.000Z' };
    await ask(a, 'case.sign', { caseId, type: 'task_set', facets: far, payload: { text: 'Much later' } });
    await inSync(a, b);
    await until('it is here', async () => Object.keys((await file(b, 'E-1')).work.tasks).length === 2);
    expect(await shown()).toEqual(['Candour: one item needs you.||']);
  });
});

describe('at every size', () => {
  it('a case with a draft that is passed on fits 1280 × 720 and 200 %', async () => {
    await openCase(a, 'D-3');
    for (const [width, height] of [
      [1280, 720],
      [640, 360],
    ] as const) {
      await resize(a, width, height);
      await a.page().waitForFunction((wide) => innerWidth === wide, width);
      const over = await a.page().evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      await picture(a, `case-${width}`);
    }
    await resize(a, 1440, 900);
  });
});
