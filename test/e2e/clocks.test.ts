/** The jobs of 11:30 and 16:30, played by keyboard at two workstations: what is due, and handing it over. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { chooseTheme, resize, type Person } from '../../scripts/tour/person.ts';
import { caseScreen, desk } from '../../scripts/tour/screens.ts';
import { codeList } from '../../shared/domain/codes.ts';
import { inLightAndDark, violations } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';
import { walkTo } from './support/walk.ts';

let office: Office;
let a: Person;
let b: Person;
let users: { a: string; b: string };
/** Case ids by reference. */
let cases: Map<string, string>;

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const colleague = 'Bronwen Tarrant';

const sign = (person: Person, caseId: string, type: 'allocated' | 'assessed' | 'task_set', facets: object, more = {}) =>
  ask(person, 'case.sign', { caseId, type, facets: facets as Record<string, string>, payload: {}, ...more });

async function picture(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'clocks');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

/** Through the palette, as a person would: `Ctrl+K`, a part of the name, `Enter`. */
async function command(person: Person, typed: string): Promise<void> {
  await person.press('Control+k');
  await person.page().getByRole('combobox', { name: 'Command' }).waitFor();
  await person.page().keyboard.type(typed);
  await person.page().getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
  await person.press('Enter');
}
const main = (person: Person, name: string) => person.page().getByRole('main', { name, exact: true });
const grid = (person: Person) => person.page().getByRole('grid');
const hereIn = (person: Person) => grid(person).locator('[role=row][aria-selected=true]');

/** Moves to the row of a case and of what is due on it. */
const toRow = (person: Person, caseId: string, due: string) =>
  walkTo(person, grid(person), { 'data-case': caseId, 'data-due': due });

beforeAll(async () => {
  const references = ['C-1', 'C-2', 'C-3', 'C-4', 'C-5'];
  office = await openOffice(
    references.map((reference, index) =>
      report({
        reference,
        narrative: `The sergeant of case ${index + 1} took money at the desk.`,
        subjects: [{ name: `Otto Vesper${index + 1}`, rank: 'sergeant', station: 'Harrowmere' }],
        receivedAt: hoursAgo(30),
        disseminatedAt: hoursAgo(28 - index),
        categories: ['INFO_FOR_GAIN'],
      }),
    ),
  );
  a = await office.assessor('first-desk', office.organisation.assessor);
  b = await office.assessor('second-desk', await office.enrolAssessor({ name: colleague }));
  await office.enrolAssessor({ name: 'Odile Verrant' });
  cases = await casesByReference(a);
  users = { a: (await ask(a, 'session.me', {})).user, b: (await ask(b, 'session.me', {})).user };
  await ask(a, 'screen.sign', { none: [...cases.values()], declared: [] });
  await ask(b, 'screen.sign', { none: [cases.get('C-2')!], declared: [cases.get('C-5')!] });
  await inSync(a, b);
  await sign(a, cases.get('C-1')!, 'allocated', { to: users.a });
  await sign(a, cases.get('C-2')!, 'allocated', { to: users.b });
  await sign(a, cases.get('C-3')!, 'allocated', { to: users.a });
  await sign(a, cases.get('C-5')!, 'allocated', { to: users.a });
  const [first, ...others] = codeList('mandatory_referral_ground').entries;
  await sign(a, cases.get('C-1')!, 'assessed', {
    stage: 'referral_test',
    round: 1,
    grounds: [first!, ...others].map(({ code }, index) => ({ ground: code, answer: index === 0 ? 'yes' : 'no' })),
    becameClearAt: hoursAgo(1),
  });
  await inSync(a, b);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('11:30, clocks', () => {
  it('are one list by due time, whoever holds them', async () => {
    await command(a, 'clo');
    await main(a, 'Clocks').waitFor();
    await grid(a).waitFor();
    const mine = (await ask(a, 'dues.counts', {})).mine;
    expect(Number(await grid(a).getAttribute('aria-rowcount')) - 1).toBe(mine);
    await command(a, 'everybody');
    await a.page().getByRole('button', { name: /^All/, pressed: true }).waitFor();
    await a
      .page()
      .waitForFunction(
        (more) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) - 1 > more,
        mine,
      );
    const times = await grid(a)
      .locator('time')
      .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')!));
    expect(times.length).toBeGreaterThan(6);
    expect(times).toEqual(times.toSorted());
    await picture(a, 'clocks-light');
    await inLightAndDark(a, 'ClocksScreen');
  });

  it('remind their holder in fixed words, without a detail of the case', async () => {
    await toRow(a, cases.get('C-2')!, 'clock acknowledge_charity');
    await a.press('r');
    await a.page().getByText(`${colleague} is reminded`).first().waitFor();
    await picture(a, 'clocks-reminded');
    await inSync(a, b);
    const line = b
      .page()
      .getByRole('contentinfo', { name: 'Status' })
      .getByRole('button', { name: /You were reminded/ });
    await line.waitFor();
    expect(await line.innerText()).toBe('You were reminded of something that is due.');
    await picture(b, 'reminded');
    await command(b, 'clo');
    await hereIn(b).waitFor();
    await grid(b).getByText('reminded').first().waitFor();
    await line.waitFor({ state: 'hidden' });
  });

  it('move when they are service clocks, with a reason', async () => {
    await toRow(a, cases.get('C-1')!, 'clock case_review');
    await a.press('m');
    const choices = a.page().getByRole('radiogroup', { name: 'What happens to it' });
    await choices.getByRole('radio').first().and(a.page().locator(':focus')).waitFor();
    await a.press('m');
    const time = a.page().getByLabel('New time, in London');
    await time.fill('2030-01-02T09:30');
    await a.press('Control+Enter');
    await a.page().getByText('Write the reason.').waitFor();
    await a.page().getByLabel('Why it is moved').fill('The witness is abroad until then.');
    await picture(a, 'clocks-move');
    await inLightAndDark(a, 'ActOnClock.tsx');
    await a.press('Control+Enter');
    await a.page().getByText('Signed.').first().waitFor();
    const { clocks } = await readCase(a, cases.get('C-1')!);
    expect(clocks.find(({ clock }) => clock === 'case_review')).toMatchObject({
      due: '2030-01-02T09:30:00.000Z',
      moved: true,
    });
  });

  it('offer only done, or not required because, when the law sets them', async () => {
    await toRow(a, cases.get('C-1')!, 'clock mandatory_referral');
    await a.press('m');
    const choices = a.page().getByRole('radiogroup', { name: 'What happens to it' });
    await choices.getByRole('radio').first().and(a.page().locator(':focus')).waitFor();
    expect(await choices.getByRole('radio').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Done/), expect.stringMatching(/^Not required/)]),
    );
    expect(await choices.getByRole('radio').count()).toBe(2);
    await a.page().getByText('The law sets this clock').waitFor();
    await picture(a, 'clocks-statutory');
    await a.press('Escape');
    await choices.waitFor({ state: 'hidden' });
  });

  it('open the case at the owing stage, and Esc returns to the row', async () => {
    await toRow(a, cases.get('C-1')!, 'clock mandatory_referral');
    const header = await hereIn(a).getAttribute('id');
    await a.press('Enter');
    await caseScreen.shown(a);
    await a
      .page()
      .getByRole('heading', { level: 2, name: /^5 Referral test/ })
      .waitFor();
    await a
      .page()
      .getByRole('button', { name: /First look at risk due .*in \d+ min/ })
      .waitFor();
    await picture(a, 'case-header');
    await a.press('Escape');
    await main(a, 'Clocks').waitFor();
    await hereIn(a).and(a.page().locator('[data-due="clock mandatory_referral"]')).waitFor();
    expect(await hereIn(a).getAttribute('id')).toBe(header);
    await a.page().locator('[role=grid]:focus').waitFor();
  });

  it('settle what the law sets with its reason, and the clock is gone', async () => {
    await a.press('m');
    const choices = a.page().getByRole('radiogroup', { name: 'What happens to it' });
    await choices.getByRole('radio').first().and(a.page().locator(':focus')).waitFor();
    await a.press('n', 'Tab');
    await a.page().getByLabel('Not required because').fill('The force referred it itself yesterday.');
    await a.press('Control+Enter');
    await until('the clock is gone', async () => {
      const { clocks } = await readCase(a, cases.get('C-1')!);
      return clocks.every(({ clock }) => clock !== 'mandatory_referral');
    });
    await choices.waitFor({ state: 'hidden' });
    await grid(a).locator('[data-due="clock mandatory_referral"]').waitFor({ state: 'hidden' });
  });
});

describe('a case', () => {
  it('holds a safeguarding action with its words, holder and time', async () => {
    await toRow(a, cases.get('C-1')!, 'clock case_review');
    await a.press('Enter');
    await caseScreen.shown(a);
    await a.press('Control+t');
    const drawer = a.page().getByRole('complementary', { name: 'Tasks, clocks and labels' });
    await drawer.waitFor();
    await picture(a, 'case-dues');
    await inLightAndDark(a, 'DuesDrawer.tsx');
    await command(a, 'safeguarding action');
    await drawer
      .getByRole('radiogroup', { name: 'Kind' })
      .getByRole('radio')
      .first()
      .and(a.page().locator(':focus'))
      .waitFor();
    await a.press('u', 'Tab');
    await a.page().keyboard.type('Ring the refuge and ask for a room');
    await a.press('Control+Enter');
    await drawer.getByText('Say by when: a safeguarding action needs a time.').waitFor();
    await drawer.getByLabel('By when, in London').fill('2030-01-01T10:00');
    await picture(a, 'case-task');
    await a.press('Control+Enter');
    await drawer.getByText('Ring the refuge and ask for a room').waitFor();
    await a
      .page()
      .getByRole('button', { name: /Safeguarding: 1 open/ })
      .waitFor();
  });

  it('takes a label at once, and Ctrl+Z takes it off', async () => {
    const drawer = a.page().getByRole('complementary', { name: 'Tasks, clocks and labels' });
    const label = drawer.getByRole('checkbox', { name: 'Media interest' });
    await label.focus();
    await a.press('Space');
    await drawer.locator('[data-checked=true]').filter({ hasText: 'Media interest' }).waitFor();
    await picture(a, 'case-labels');
    await a.press('Control+z');
    await drawer.locator('[data-checked=false]').filter({ hasText: 'Media interest' }).waitFor();
    await a.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await a.press('Escape');
    await main(a, 'Clocks').waitFor();
  });
});

describe('16:30, hand-over', () => {
  const row = (person: Person, reference: string) => grid(person).locator(`[data-case="${cases.get(reference)!}"]`);

  it('has its list built already', async () => {
    await ask(a, 'draft.save', { caseId: cases.get('C-3')!, part: 'decision', content: { form: {}, caret: null } });
    await command(a, 'hand');
    await main(a, 'Hand-over').waitFor();
    await row(a, 'C-1')
      .getByText(/Safeguarding action/)
      .waitFor();
    await row(a, 'C-3')
      .getByText(/Draft: sign it, or pass it on/)
      .waitFor();
    await picture(a, 'hand-over-light');
    await inLightAndDark(a, 'HandOverScreen');
  });

  it('marks who cannot receive, and not why', async () => {
    const walk = (reference: string) => walkTo(a, grid(a), { 'data-case': cases.get(reference)! });
    await walk('C-5');
    await a.press('Space');
    const people = a.page().getByRole('radiogroup', { name: 'Who receives' });
    await people.getByRole('radio', { name: new RegExp(`${colleague}.*cannot receive`) }).waitFor();
    await a.press('r');
    await people.getByRole('radio').first().and(a.page().locator(':focus')).waitFor();
    await picture(a, 'hand-over-cannot');
    const names = await people.getByRole('radio').allInnerTexts();
    // The first choice is the colleague, who declared a conflict in this case.
    expect(names[0]).toContain(colleague);
    await a.press('ArrowDown', 'ArrowUp', 'Control+Enter');
    await a.page().getByText(`${colleague} cannot receive these cases.`).first().waitFor();
    await walk('C-5');
    await a.press('Space');
    await people.waitFor({ state: 'hidden' });
  });

  it('goes to a colleague with one line a case; until they accept, the giver holds it', async () => {
    await grid(a).focus();
    await a.press('Home');
    await grid(a)
      .locator(`[data-here=true][data-case="${cases.get('C-1')!}"]`)
      .waitFor();
    await a.press('l');
    await a.page().locator('input:focus').waitFor();
    await a.press('Control+a');
    await a.page().keyboard.type('Vesper1 is on shift tonight: ring the refuge first.');
    await a.press('Enter');
    await a.page().locator('[role=grid]:focus').waitFor();
    await a.press('r');
    const people = a.page().getByRole('radiogroup', { name: 'Who receives' });
    await people.getByRole('radio').first().and(a.page().locator(':focus')).waitFor();
    await a.press('ArrowDown', 'ArrowUp');
    await picture(a, 'hand-over-chosen');
    await a.press('Control+Enter');
    await a
      .page()
      .getByText(/^Offered to Bronwen Tarrant: 1/)
      .first()
      .waitFor();
    await row(a, 'C-1')
      .getByText(/Offered to Bronwen Tarrant/)
      .waitFor();
    await inSync(a, b);
    for (const person of [a, b])
      await until('the offer is here', async () => {
        const { row: seen } = await readCase(person, cases.get('C-1')!);
        return seen.allocatedTo?.user === users.a;
      });
  });

  it('is accepted item by item; the line tells no name before the receiver’s own conflict screen', async () => {
    const told = b
      .page()
      .getByRole('contentinfo', { name: 'Status' })
      .getByRole('button', { name: /Offered to you: 1/ });
    await told.waitFor();
    await command(b, 'hand');
    await row(b, 'C-1')
      .getByText(/is on shift tonight: ring the refuge first/)
      .waitFor();
    expect(await row(b, 'C-1').first().innerText()).not.toContain('Vesper1');
    await picture(b, 'hand-over-offered');
    expect(await violations(b)).toEqual([]);
    await b.page().locator('[role=grid]:focus').waitFor();
    await b.press('Home', 'Enter');
    await b
      .page()
      .getByText(/^Accepted: 1/)
      .first()
      .waitFor();
    await told.waitFor({ state: 'hidden' });
    await inSync(b, a);
    for (const person of [a, b])
      await until('the colleague holds it', async () => {
        const { row: seen } = await readCase(person, cases.get('C-1')!);
        return seen.allocatedTo?.user === users.b;
      });
    // What the giver still had to do there is the receiver's now.
    const { rows } = await ask(b, 'dues.read', { scope: 'mine', kinds: ['urgent'], from: 0, to: 10 });
    expect(rows.map(({ caseId, words }) => [caseId, words])).toEqual([[cases.get('C-1'), null]]);
    await row(a, 'C-1').waitFor({ state: 'hidden' });
  });

  it('stands in dark, at 1280×720 and at 200 %', async () => {
    await chooseTheme(a, 'dark');
    for (const [name, screen] of [
      ['hand', 'Hand-over'],
      ['clo', 'Clocks'],
    ] as const) {
      await resize(a, 1280, 720);
      await command(a, name);
      await main(a, screen).waitFor();
      await grid(a).waitFor();
      await picture(a, `${screen}-dark-1280`);
      expect(await violations(a)).toEqual([]);
      // 1280×720 at 200 % is a page of 640×360.
      await resize(a, 640, 360);
      await a.page().waitForTimeout(200);
      await picture(a, `${screen}-dark-200`);
      expect(await violations(a)).toEqual([]);
    }
    await resize(a, 1280, 720);
    await desk.back(a).catch(() => undefined);
  });
});
