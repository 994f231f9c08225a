/** What is known across cases: people, alerts, two reports side by side, links and follow-ups, played by keyboard. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk } from '../../scripts/tour/screens.ts';
import { inLightAndDark, violations } from './support/axe.ts';
import { ask, casesByReference, readCase, until } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

let office: Office;
let person: Person;
let cases: Map<string, string>;

const words =
  'He takes names out of the custody record on Tuesdays and sells them to a man who waits outside in a grey van. ' +
  'Two people told me that money changed hands at the back of the market, and that it has gone on since the spring.';
const tolliver = { name: 'Jane Tolliver', rank: 'sergeant', collarNumber: 'KT 1204', station: 'Harbour Lane' };

beforeAll(async () => {
  office = await openOffice([
    report({ reference: 'KN-1', narrative: words, subjects: [tolliver] }),
    report({
      reference: 'KN-2',
      narrative: `I write again from elsewhere. ${words.replace('Tuesdays', 'Fridays')} Please act.`,
      subjects: [{ ...tolliver, name: 'J. Toliver', collarNumber: 'kt1204' }],
      receivedAt: '2026-03-03T08:15:00Z',
      disseminatedAt: '2026-03-06T08:15:00Z',
    }),
    report({
      reference: 'KN-3',
      parentReference: 'KN-1',
      narrative: 'The van came again last night, and she handed him a sheet of paper from the custody desk.',
      subjects: [],
      receivedAt: '2026-03-04T08:15:00Z',
      disseminatedAt: '2026-03-06T08:15:00Z',
    }),
    report({
      reference: 'KN-4',
      narrative: 'Somebody else altogether was seen.',
      subjects: [{ name: 'Rex Underhill' }],
    }),
    report({
      reference: 'KN-5',
      narrative: words,
      subjects: [tolliver],
      receivedAt: '2026-03-05T08:15:00Z',
      disseminatedAt: '2026-03-06T08:15:00Z',
    }),
  ]);
  person = await office.assessor('assessor', office.organisation.assessor);
  cases = await casesByReference(person);
  // One case is declared by this person: nothing of it may show anywhere below.
  await ask(person, 'screen.sign', { none: [], declared: [cases.get('KN-5')!] });
  await desk.grid(person).focus();
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const button = (name: string | RegExp) => person.page().getByRole('button', { name });
const main = (name: string) => person.page().getByRole('main', { name });
const drawer = () => person.page().getByRole('complementary', { name: 'Related reports' });

async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'knowing');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}
async function command(typed: string): Promise<void> {
  await person.press('Control+K');
  await person.page().getByRole('combobox', { name: 'Command' }).fill(typed);
  await person.press('Enter');
}

describe('the index of people', () => {
  it('finds an officer by collar number and opens the case at its people, all by keyboard', async () => {
    await command('people go');
    await person.page().getByLabel('Search the people').waitFor();
    await person.page().keyboard.type('kt 1204');
    await person.press('Enter');
    const row = person.page().getByRole('row', { name: /KT 1204/i });
    await row.waitFor();
    // Three reports give the number; the declared one counts nowhere.
    await until('the declared case is not counted', async () => (await row.innerText()).includes('2 possible'));
    expect(await main('People').innerText()).not.toContain('3 possible');
    await inLightAndDark(person, 'PeopleScreen', 'people');
    await picture('people');
    await person.press('Enter');
    const lines = main('Cases of one officer').getByRole('row');
    await until('the cases are listed', async () => (await lines.count()) === 3);
    expect(await main('Cases of one officer').innerText()).toMatch(/KN-2[^]*KN-1/);
    expect(await main('Cases of one officer').innerText()).not.toContain('KN-5');
    await inLightAndDark(person, 'PeopleScreen', 'person');
    await picture('person');
    await person.press('ArrowDown', 'Enter');
    await main('Case KN-1').waitFor();
    await person.page().getByRole('heading', { name: '2 People' }).waitFor();
    await person.press('Escape');
    await main('Cases of one officer').waitFor();
    await person.press('Escape');
    await person.page().getByRole('grid', { name: 'Officers' }).waitFor();
    expect(await person.page().getByLabel('Search the people').inputValue()).toBe('kt 1204');
  });
});

describe('a person who is typed', () => {
  it('has candidates with what agrees and what differs, and is signed with a basis', async () => {
    await person.press('Control+K');
    await person.page().getByRole('combobox', { name: 'Command' }).fill('desk go');
    await person.press('Enter');
    await desk.view(person, 'all');
    await desk.openCase(person, cases.get('KN-4')!);
    await caseScreen.shown(person);
    await person.press('Control+2');
    await button('Add a person').click();
    await person.page().getByLabel('Collar number', { exact: true }).fill('KT12');
    await person.page().getByLabel('Name', { exact: true }).fill('Paul Tolliver');
    const list = person.page().getByRole('region', { name: 'Perhaps known from other cases' });
    await list.getByText('Differs').first().waitFor();
    await picture('candidates');
    expect(await violations(person)).toEqual([]);
    await person.page().getByLabel('Name', { exact: true }).fill('');
    await person.page().getByLabel('Collar number', { exact: true }).fill('kt 1204');
    await until('the number agrees', async () => /Agrees: collar number/.test(await list.innerText()));
    await list.getByRole('button', { name: 'Possible', exact: true }).first().press('Enter');
    expect(await person.page().getByLabel('Basis: what makes you say so').inputValue()).toContain(
      'Agrees with KN-2, KN-1',
    );
    await person.press('Control+Enter');
    await person
      .page()
      .getByRole('heading', { name: /^Identified: 1 possible/ })
      .waitFor();
    await until('the index has it', async () => {
      const { officers } = await ask(person, 'people.search', { words: 'kt1204' });
      return officers[0]?.cases.possible === 3;
    });
  });
});

describe('related reports', () => {
  it('are told by a line over Assess, and compared side by side', async () => {
    await desk.back(person);
    await desk.openCase(person, cases.get('KN-1')!);
    await caseScreen.shown(person);
    await person
      .page()
      .getByText(/Nearly the same words: 1/)
      .waitFor();
    await person.press('Control+J');
    await drawer().waitFor();
    expect(await drawer().innerText()).not.toContain('KN-5');
    await inLightAndDark(person, 'RelatedDrawer.tsx', 'related');
    await picture('related');
    await drawer().getByRole('button', { name: 'Side by side' }).first().press('Enter');
    await person.page().getByRole('heading', { name: 'KN-1 and KN-2 side by side' }).waitFor();
    const both = person.page().locator('mark');
    await until('the passages are marked', async () => (await both.count()) === 4);
    await person.press('n');
    expect(await person.page().locator('mark[data-here="true"]').allInnerTexts()).toHaveLength(2);
    await person.press('n');
    await person
      .page()
      .getByText(/passage 2 of 2/)
      .first()
      .waitFor();
    await inLightAndDark(person, 'CaseScreen', 'side-by-side');
    await picture('side-by-side');
  });

  it('are linked with a kind and a why, and the link is taken back by Ctrl+Z', async () => {
    await person.page().getByRole('button', { name: 'Link', exact: true }).press('Enter');
    const group = person.page().getByRole('group', { name: 'Link to KN-2' });
    await person.press('Control+Enter');
    await group.getByText('Write why they belong together.').waitFor();
    await group.getByLabel('Why').fill('The same van, market and days but one.');
    await picture('link');
    expect(await violations(person)).toEqual([]);
    await person.press('Control+Enter');
    await group.waitFor({ state: 'hidden' });
    const links = async () => (await readCase(person, cases.get('KN-1')!)).file!.work.links;
    await until('it is linked', async () => (await links()).length === 1);
    expect((await links())[0]).toMatchObject({ facets: { other: cases.get('KN-2'), kind: 'same_matter' } });
    await person.press('Escape');
    await drawer().getByText('The same van, market and days but one.').waitFor();
    await drawer().focus();
    await person.press('Control+Z');
    await until('it is taken back', async () => (await links()).length === 0);
    await drawer().getByText('This case is linked with none.').waitFor();
  });

  it('stay away once put aside, come back when called, and are gone after a link', async () => {
    const alert = drawer().getByRole('region', { name: 'Nearly the same words' });
    await alert.getByRole('button', { name: 'Put aside' }).press('Enter');
    await drawer().getByText('Alerts put aside: 1').press('Enter');
    await drawer().getByRole('button', { name: 'Bring back' }).press('Enter');
    await alert.getByRole('button', { name: 'Link' }).waitFor();
    await drawer().getByLabel('Reference of the other report').fill('kn-4');
    await person.press('Enter');
    const found = drawer().getByRole('region', { name: 'Join to another report' });
    await found.getByRole('button', { name: 'Link', exact: true }).press('Enter');
    const group = person.page().getByRole('group', { name: /^Link to/ });
    await group.getByRole('radio', { name: /See also/ }).press('4');
    await group.getByLabel('Why').fill('The same officer, perhaps.');
    await person.press('Control+Enter');
    await drawer().getByText('The same officer, perhaps.').waitFor();
    await drawer().getByLabel('Reference of the other report').fill('KN-5');
    await person.press('Enter');
    await drawer()
      .getByText(/No report of that reference/)
      .waitFor();
  });

  it('are drawn as a chart that arrows walk, with the same as a list', async () => {
    await drawer().getByRole('button', { name: 'Chart of links' }).press('Enter');
    const chart = person.page().getByRole('listbox', { name: /^Cases that links lead to/ });
    await chart.waitFor();
    await until('every case is drawn', async () => (await chart.getByRole('option').count()) === 3);
    await inLightAndDark(person, 'CaseScreen', 'chart');
    await picture('chart');
    await resize(person, 1280, 720);
    await picture('chart-1280');
    await resize(person, 640, 400);
    await picture('chart-200-percent');
    await resize(person, 1440, 900);
    await chart.focus();
    await person.press('ArrowDown');
    const selected = chart.locator('[aria-selected="true"]');
    expect(await selected.getAttribute('aria-label')).toMatch(/^KN-[34]\. /);
    await person.press('Escape');
    await drawer().waitFor();
    await person.press('Escape');
    await drawer().waitFor({ state: 'hidden' });
  });

  it('are read together, the first report and its follow-ups in the order of receipt', async () => {
    await command('read first report follow');
    const together = person.page().getByRole('region', { name: 'Reports read together' });
    await together.getByText('The van came again last night').waitFor();
    expect(await together.getByRole('article').count()).toBe(2);
    expect(await together.innerText()).toMatch(/KN-1[^]*this case[^]*KN-3[^]*follow-up/);
    await inLightAndDark(person, 'CaseScreen', 'together');
    await picture('together');
    await person.press('Escape');
    await caseScreen.narrative(person).waitFor();
  });

  it('fit a small window and 200 per cent', async () => {
    for (const [width, height, name] of [
      [1280, 720, '1280'],
      [640, 400, '200-percent'],
    ] as const) {
      await resize(person, width, height);
      await person.press('Control+J');
      await drawer().waitFor();
      await picture(`related-${name}`);
      expect(await violations(person)).toEqual([]);
      await drawer().getByRole('button', { name: 'Side by side' }).first().press('Enter');
      await person.page().locator('mark').first().waitFor();
      await person.press('n');
      await picture(`side-by-side-${name}`);
      expect(await violations(person)).toEqual([]);
      await person.press('Escape');
      await person.press('Escape');
    }
    await command('people go');
    await person.page().getByRole('grid', { name: 'Officers' }).waitFor();
    await picture('people-200-percent');
    await resize(person, 1440, 900);
  });
});

describe('thresholds', () => {
  it('are set in the settings and go back to the dated defaults', async () => {
    await command('settings');
    const kind = person.page().getByLabel('Nearly the same words', { exact: true });
    await kind.press('Space');
    await button('Save the thresholds').press('Enter');
    await until('the rule is off', async () => !(await ask(person, 'alerts.rules', {})).rules.NEAR_DUPLICATE.on);
    const { alerts } = await ask(person, 'related.read', { caseId: cases.get('KN-1')! });
    expect(alerts.map(({ kind: of }) => of)).not.toContain('NEAR_DUPLICATE');
    await kind.scrollIntoViewIfNeeded();
    await inLightAndDark(person, 'SettingsScreen', 'thresholds');
    await picture('thresholds');
    await button(/^Back to the defaults of/).press('Enter');
    await until('the rule is on', async () => (await ask(person, 'alerts.rules', {})).rules.NEAR_DUPLICATE.on);
  });
});
