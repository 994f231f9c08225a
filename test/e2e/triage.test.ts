/** Triage by keyboard where it leads elsewhere: to an earlier report, to the sheet of danger, and on behind cover lines. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk, openStage } from '../../scripts/tour/screens.ts';
import { inLightAndDark } from './support/axe.ts';
import { casesByReference, readCase, until } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

let office: Office;
let person: Person;
let cases: Map<string, string>;

const words =
  'He takes names out of the custody record on Tuesdays and sells them to a man who waits outside in a grey van. ' +
  'Two people told me that money changed hands at the back of the market, and that it has gone on since the spring.';

beforeAll(async () => {
  office = await openOffice([
    report({ reference: 'TR-1', narrative: words }),
    report({
      reference: 'TR-2',
      narrative: `I write again. ${words} Please act.`,
      receivedAt: '2026-03-03T08:15:00Z',
      disseminatedAt: '2026-03-06T08:15:00Z',
    }),
    report({
      reference: 'TR-3',
      narrative: 'She is beaten every night. Tonight he said that he would kill her.',
      receivedAt: '2026-03-04T08:15:00Z',
      disseminatedAt: '2026-03-06T08:15:00Z',
      peopleAtRisk: [{ description: 'His wife' }],
    }),
  ]);
  person = await office.assessor('assessor', office.organisation.assessor);
  cases = await casesByReference(person);
  await desk.grid(person).focus();
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const page = () => person.page();
const role = (...args: Parameters<ReturnType<Person['page']>['getByRole']>) => page().getByRole(...args);
const file = async (reference: string) => (await readCase(person, cases.get(reference)!)).file!;
const openedCase = () =>
  page().evaluate(() => document.querySelector('[data-case-open]')?.getAttribute('data-case-open') ?? null);
const focusIn = (selector: string) =>
  page().evaluate((within) => document.activeElement?.closest(within) !== null, selector);
const focusedText = () => page().evaluate(() => document.activeElement?.textContent ?? '');

async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'triage');
  mkdirSync(folder, { recursive: true });
  await page().screenshot({ path: join(folder, `${name}.png`) });
}
/** The row of a case, gone to by keys: each press is waited for, however slow the machine is. */
async function goToRow(reference: string): Promise<void> {
  const wanted = cases.get(reference)!;
  const here = () =>
    page().evaluate(() => {
      const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant');
      return id ? (document.getElementById(id)?.dataset.case ?? null) : null;
    });
  await desk.grid(person).focus();
  await person.press('Home');
  await until('the first row is where one is', async () => (await here()) === (await firstRow()));
  for (let rows = await desk.total(person); rows > 0; rows--) {
    const before = await here();
    if (before === wanted) return;
    await person.press('ArrowDown');
    await until('the next row is where one is', async () => (await here()) !== before);
  }
  throw new Error(`${reference} has no row.`);
}
const firstRow = () => desk.rows(person).first().getAttribute('data-case');

async function openInTriage(reference: string): Promise<void> {
  await desk.view(person, 'all');
  await goToRow(reference);
  await person.press('Enter');
  await page()
    .locator(`[data-case-open="${cases.get(reference)!}"]`)
    .waitFor();
  // A case that triage went on to waits behind its cover line still.
  const cover = role('region', { name: 'Cover line' });
  await cover.or(caseScreen.narrative(person)).first().waitFor();
  if (await cover.isVisible()) await person.press('Enter');
  await caseScreen.shown(person);
  await openStage(person, 'risk');
}
async function tabTo(name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    const told = await page().evaluate(() => {
      const active = document.activeElement;
      const group = active?.closest('[role=radiogroup]')?.getAttribute('aria-labelledby');
      const label = group ? document.getElementById(group)?.textContent : null;
      return `${label ?? ''}`.trim() || (active?.textContent ?? '').trim();
    });
    if (name.test(told)) return;
    await person.press('Tab');
  }
  throw new Error(`Nothing called ${name} is reached by Tab.`);
}

describe('the next case', () => {
  it('comes behind its cover line and not with its text; one that was read comes as it was left', async () => {
    await desk.view(person, 'all');
    await desk.grid(person).focus();
    await person.press('Home', 'Enter');
    await caseScreen.shown(person);
    const first = (await openedCase())!;
    const gone = (from: string) =>
      until('another case is there', async () => {
        const now = await openedCase();
        return now !== null && now !== from && now;
      });
    await person.press('Control+PageDown');
    const second = await gone(first);
    const cover = role('region', { name: 'Cover line' });
    await cover.getByText(/^No category\. \d+ words\.$/).waitFor();
    expect(await caseScreen.narrative(person).count()).toBe(0);
    await picture('cover');
    await until('its text is one key away', async () => (await focusedText()).startsWith('Show the text'));
    await person.press('Enter');
    await caseScreen.shown(person);
    await person.press('Control+PageUp');
    expect(await gone(second)).toBe(first);
    await caseScreen.shown(person);
    await person.press('Control+PageDown');
    expect(await gone(first)).toBe(second);
    await caseScreen.shown(person);
    expect(await cover.count()).toBe(0);
    await desk.back(person);
  });
});

describe('the peek', () => {
  it('has the cover line before any text, which is shown when asked for', async () => {
    await desk.view(person, 'all');
    await goToRow('TR-3');
    await desk.peek(person);
    const peek = role('complementary', { name: /^Peek/ });
    await peek.getByText('No category. 13 words.').waitFor();
    expect(await peek.innerText()).not.toContain('beaten');
    await peek.getByRole('button', { name: 'Show the text' }).focus();
    await person.press('Enter');
    await peek.getByText('She is beaten every night.').waitFor();
  });
});

describe('key 4', () => {
  it('opens the earlier reports, side by side; what is linked there need not be named again', async () => {
    await openInTriage('TR-2');
    await tabTo(/^Anyone in danger now/);
    await person.press('n');
    await until('the next question has the focus', async () => (await focusedText()).startsWith('Mine'));
    await person.press('4');
    const drawer = role('complementary', { name: 'Related reports' });
    await drawer.getByRole('button', { name: 'Side by side' }).first().waitFor();
    await until('the drawer has the focus', () => focusIn('aside'));
    await picture('related');
    await tabTo(/^Side by side/);
    await person.press('Enter');
    const both = role('region', { name: /TR-2 and TR-1 side by side/ });
    await both.getByText(/passages in both/).waitFor();
    await inLightAndDark(person, 'CaseScreen', 'triage-compare');
    await picture('side-by-side');
    await tabTo(/^Link$/);
    await person.press('Enter');
    const why = both.getByLabel('Why');
    await why.focus();
    await page().keyboard.type('The same words of the same van.');
    await person.press('Control+Enter');
    await until('the link is signed', async () => (await file('TR-2')).work.links.length === 1);
    await person.press('Escape');
    await drawer.waitFor();
    await person.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await role('status').filter({ hasText: 'Joined to an earlier report: The same words of the same van.' }).waitFor();
    expect(await page().getByLabel('Reference of the earlier report').count()).toBe(0);
    await until('the focus is back in triage', () => focusIn('[data-triage]'));
    await picture('joined');
    await person.press('Control+Enter');
    await until('triage is signed', async () => (await file('TR-2')).assessments.length === 1);
    // Nothing was linked twice.
    expect((await file('TR-2')).work.links).toHaveLength(1);
    await until('the next case is there', async () => (await openedCase()) !== cases.get('TR-2')!);
    await desk.back(person);
  });

  it('is passed over by arrows, which open nothing', async () => {
    await openInTriage('TR-1');
    await tabTo(/^Then/);
    for (const name of ['Allocate', 'Other force', 'Join to earlier']) {
      await person.press('ArrowRight');
      await until(`${name} is chosen`, async () => (await focusedText()).startsWith(name));
    }
    await page().getByLabel('Reference of the earlier report').waitFor();
    expect(await role('complementary', { name: 'Related reports' }).count()).toBe(0);
    await desk.back(person);
  });
});

describe('key Y', () => {
  it('answers the question and opens the sheet of danger on this case, which gives the focus back', async () => {
    await openInTriage('TR-3');
    await tabTo(/^Anyone in danger now/);
    await person.press('y');
    const sheet = role('complementary', { name: 'Somebody is in danger' });
    await sheet.getByText('TR-3').waitFor();
    await until('the sheet has the focus', () => focusIn('[data-danger-sheet]'));
    // The sentence under the cursor is quoted, and who is at risk stands there.
    expect(await sheet.getByLabel(/^Who is in danger/).inputValue()).toBe('His wife');
    expect(await sheet.getByLabel('Why now').inputValue()).toBe('“She is beaten every night.”');
    await picture('danger');
    await person.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await until('where it goes next has the focus', () => focusIn('[data-triage]'));
    const yes = role('radiogroup', { name: 'Anyone in danger now?' }).getByRole('radio', { name: /^Yes/ });
    expect(await yes.getAttribute('aria-checked')).toBe('true');
    await person.press('Shift+Tab');
    await tabTo(/^Anyone in danger now/);
    await person.press('y');
    await sheet.waitFor();
    await until('the sheet has the focus', () => focusIn('[data-danger-sheet]'));
    await person.press('Control+Enter');
    await until('danger is raised', async () => (await file('TR-3')).work.alerts.length === 1);
    await person.press('Escape');
    // A second yes shows what was raised, and asks nothing twice.
    await until('the focus is in triage again', () => focusIn('[data-triage]'));
    await person.press('Shift+Tab');
    await tabTo(/^Anyone in danger now/);
    await person.press('y');
    await role('complementary', { name: 'Danger', exact: true }).waitFor();
    expect((await file('TR-3')).work.alerts).toHaveLength(1);
    await person.press('Escape');
    await desk.back(person);
  });
});
