/** Two hours of an assessor's day, from the first key to the last, without a pointer: triage, and one case in depth. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk, openStage } from '../../scripts/tour/screens.ts';
import { readCase, until } from './support/bridge.ts';
import { inLightAndDark } from './support/axe.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';
import { tabTo as tabToOf } from './support/tab-to.ts';

let office: Office;
let person: Person;

beforeAll(async () => {
  office = await openOffice(12);
  person = await office.assessor('assessor', office.organisation.assessor);
  // From here on nothing may come from a pointer.
  await person.page().evaluate(() => {
    for (const type of ['pointerdown', 'mousedown', 'click'] as const)
      window.addEventListener(
        type,
        (event) => {
          // A click that a key made has no detail.
          if (event.isTrusted && (type !== 'click' || (event as MouseEvent).detail > 0))
            document.documentElement.dataset.pointed = type;
        },
        { capture: true },
      );
  });
}, 240_000);
afterAll(async () => {
  const pointed = await person?.page().evaluate(() => document.documentElement.dataset.pointed);
  await office?.close();
  expect(pointed).toBeUndefined();
});
picturesOfFailures(() => office);

const role = (...[name, options]: Parameters<ReturnType<Person['page']>['getByRole']>) =>
  person.page().getByRole(name, options);
const focused = () => person.page().locator(':focus');
const type = (words: string) => person.page().keyboard.type(words);
const tabTo = (name: RegExp) => tabToOf(person, name);
async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'day');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}
/** Pictures at both sizes of the brief and at 200 %. */
async function pictures(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  await picture(name);
  for (const [width, height] of [
    [1280, 720],
    [720, 450],
  ] as const) {
    await resize(person, width, height);
    await person.page().waitForTimeout(300);
    await picture(`${name}-${width}`);
  }
  await resize(person, 1440, 900);
  await person.page().waitForFunction(() => innerWidth === 1440);
}
/** How far the open stage is higher than its place at 1280 × 720. */
async function overflow(within = '[data-pane=assess] [data-keys=assess]'): Promise<number> {
  await resize(person, 1280, 720);
  await person.page().waitForFunction(() => innerWidth === 1280);
  const over = await person
    .page()
    .locator(within)
    .evaluate((body) => body.scrollHeight - body.clientHeight);
  await resize(person, 1440, 900);
  await person.page().waitForFunction(() => innerWidth === 1440);
  return over;
}

let caseId: string;
const file = async (id = caseId) => (await readCase(person, id)).file!;
const openedCase = () =>
  person.page().evaluate(() => document.querySelector('[data-case-open]')?.getAttribute('data-case-open'));

describe('07:45 Triage', () => {
  it('one conflict pass for all, then the first case opens with its text and its risk', async () => {
    await desk.grid(person).focus();
    await person.press('c');
    await conflict.pass(person, () => Promise.resolve());
    await desk.grid(person).waitFor();
    await desk.view(person, 'unallocated');
    await desk.grid(person).focus();
    await person.press('Home', 'Enter');
    await caseScreen.shown(person);
    await openStage(person, 'risk');
    caseId = (await openedCase())!;
  });

  it('N, 1, Ctrl+Enter: danger is answered, the case is mine, and the next cover line opens, not its text', async () => {
    await tabTo(/^Anyone in danger now/);
    await person.press('n');
    await until('the next question has the focus', async () => (await focused().textContent())?.startsWith('Mine'));
    await person.press('1');
    await inLightAndDark(person, 'CaseScreen', 'triage');
    await pictures('triage');
    expect.soft(await overflow()).toBeLessThanOrEqual(0);
    await person.press('Control+Enter');
    const cover = role('region', { name: 'Cover line' });
    await cover.waitFor();
    await cover.getByText(/\. \d+ words?/).waitFor();
    expect(await caseScreen.narrative(person).count()).toBe(0);
    await inLightAndDark(person, 'CoverScreen', 'cover');
    await pictures('cover');
    const first = await file();
    expect(first.assessments.at(-1)!.facets).toMatchObject({ stage: 'risk', danger: 'no' });
    expect(first.allocatedTo).toBe(first.assessments.at(-1)!.by);
  });

  it('the short path settles a case in one form, whose answers unlock the rest', async () => {
    await person.press('Enter');
    await caseScreen.shown(person);
    expect(await openedCase()).not.toBe(caseId);
    caseId = (await openedCase())!;
    await openStage(person, 'risk');
    await tabTo(/^Anyone in danger now/);
    await tabTo(/^Short path/);
    await person.press('Enter');
    const path = role('group', { name: 'Short path' });
    await path.getByText('Open: danger').waitFor();
    await person.press('Shift+Tab', 'Shift+Tab');
    await tabTo(/^Anyone in danger now/);
    await person.press('n');
    await path.getByRole('region', { name: 'Category' }).waitFor();
    if ((await path.getByRole('radiogroup').count()) === 0) {
      await tabTo(/^Hotline category/);
      await person.press('Space');
    }
    await path.getByRole('radiogroup').first().waitFor();
    expect(await role('group', { name: /^Outcome/ }).count()).toBe(0);
    expect.soft(await overflow()).toBeLessThanOrEqual(0);
    const first = await path
      .getByRole('radiogroup')
      .first()
      .evaluate((group) => document.getElementById(group.getAttribute('aria-labelledby')!)!.textContent);
    await tabTo(new RegExp(`^${first!.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    await inLightAndDark(person, 'CaseScreen', 'short-path');
    await pictures('short-path');
    for (let ground = await path.getByRole('radiogroup').count(); ground > 0; ground -= 1) await person.press('n');
    await role('group', { name: /^Outcome/ })
      .locator(':focus')
      .waitFor();
    await person.press('r');
    await tabTo(/^Rationale/);
    await type('Nothing here can be looked into without more, and nobody is at risk from it.');
    await inLightAndDark(person, 'CaseScreen', 'short-path-filled');
    await pictures('short-path-filled');
    expect.soft(await overflow()).toBeLessThanOrEqual(0);
    await person.press('Control+Enter');
    const signed = role('region', { name: 'Signed' });
    await signed.getByText(/Record/).waitFor();
    await signed.getByText(/^Signs in \d+ s/).waitFor();
    expect((await file()).decisions).toEqual([]);
    expect((await file()).assessments.map(({ facets }) => facets.stage)).toEqual(['risk', 'codes', 'referral_test']);
    await inLightAndDark(person, 'CaseScreen', 'cover-held');
    await pictures('cover-held');
    await until('the hold is over', async () => (await file()).decisions.length === 1);
    expect((await file()).decisions[0]).toMatchObject({ outcomes: ['record'], route: 'here' });
  });
});

describe('09:00 One deep assessment', () => {
  it('a sentence becomes a statement, and Enter in its grade goes to the next ungraded', async () => {
    await person.press('Enter');
    await caseScreen.shown(person);
    caseId = (await openedCase())!;
    await caseScreen.markFirstSentence(person, 's');
    await person.page().locator('[data-group=information] :focus').waitFor();
    expect((await file()).grades).toEqual({});
    await person.press('F6');
    await person.page().locator('[data-narrative]:focus, [data-narrative] :focus').first().waitFor();
    await person.press('j', 's');
    await until('both statements are there', async () => (await file()).annotations.length === 2);
    await person.page().locator('[data-group=information] :focus').waitFor();
    await picture('statements');
    await person.press('Enter');
    await person.page().getByText('Choose the information grade: it has no default.').waitFor();
    await person.press('d', 'Enter');
    await until('one is graded', async () => Object.keys((await file()).grades).length === 1);
    await person.page().locator('[data-group=information] :focus').waitFor();
    await person.press('c', 'Enter');
    await until('both are graded', async () => Object.keys((await file()).grades).length === 2);
  });

  it('the codes are suggested, and only what the person chooses is signed', async () => {
    await openStage(person, 'codes');
    await tabTo(/^Categories and severity/);
    await person.press('Enter');
    await tabTo(/^Hotline category/);
    if (!(await role('group', { name: 'Hotline category' }).getByRole('checkbox').first().isChecked()))
      await person.press('Space');
    await role('group', { name: 'Flags' }).waitFor();
    await inLightAndDark(person, 'CaseScreen', 'codes');
    await pictures('codes');
    expect.soft(await overflow('#codes-panel')).toBeLessThanOrEqual(0);
    await person.press('Control+Enter');
    await until('the codes are signed', async () => (await file()).assessments.some((a) => a.facets.stage === 'codes'));
    expect((await file()).assessments.at(-1)!.facets).toMatchObject({ stage: 'codes', corruption: [], standards: [] });
  });

  it('ten grounds at their highest; the first yes asks when it became clear, and starts the statutory clock', async () => {
    await openStage(person, 'referralTest');
    await role('region', { name: 'Assess' }).getByRole('radiogroup').first().waitFor();
    const grounds = await role('region', { name: 'Assess' }).getByRole('radiogroup').count();
    expect(grounds).toBe(10);
    await person.press('y');
    for (let ground = 1; ground < grounds; ground += 1) await person.press('n');
    await tabTo(/^Now$/);
    await person.press('Enter');
    await role('status')
      .filter({ hasText: /due .* 23:59, in \d+ h/ })
      .waitFor();
    await inLightAndDark(person, 'CaseScreen', 'referral-test');
    await pictures('referral-test');
    expect.soft(await overflow()).toBeLessThanOrEqual(0);
    await person.press('Control+Enter');
    await role('region', { name: 'Mandatory referral' })
      .getByText(/^due .* 23:59/)
      .waitFor();
  });

  it('the appropriate authority’s notice keeps both times, and the clock counts from the earlier', async () => {
    const before = (await readCase(person, caseId)).clocks.find(({ clock }) => clock === 'mandatory_referral')!;
    await tabTo(/^Notice to the appropriate authority/);
    await person.press('Enter');
    await tabTo(/^Who was told/);
    await type('The head of standards, by telephone');
    await tabTo(/^Told at: now/);
    await person.press('Enter');
    await tabTo(/^Became clear to them at$/);
    // Two days ago: the field takes day, month, year, hour and minute as they are typed.
    const earlier = new Date(Date.now() - 2 * 86_400_000);
    const two = (n: number) => String(n).padStart(2, '0');
    await focused().evaluate(
      (field, value) => {
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
        set.call(field, value);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      `${earlier.getFullYear()}-${two(earlier.getMonth() + 1)}-${two(earlier.getDate())}T09:30`,
    );
    await inLightAndDark(person, 'Authority.tsx', 'authority');
    await pictures('authority');
    await person.press('Control+Enter');
    await until('the notice is signed', async () => (await file()).work.authority.length === 1);
    const { facets } = (await file()).work.authority[0]!;
    expect(facets.toldAt > facets.becameClearAt!).toBe(true);
    const after = (await readCase(person, caseId)).clocks.find(({ clock }) => clock === 'mandatory_referral')!;
    expect(after.startedAt).toBe(facets.becameClearAt);
    expect(after.due < before.due).toBe(true);
    await picture('authority-signed');
  });

  it('the decision: I and S, an option rejected, one rationale out of a template that undo takes out', async () => {
    await openStage(person, 'decision');
    await tabTo(/^Outcome/);
    await person.press('i', 's');
    await tabTo(/^Rationale/);
    await type('Before.');
    await tabTo(/^Templates/);
    await person.press('Enter');
    await tabTo(/^Decision$/);
    await inLightAndDark(person, 'Templates.tsx', 'templates');
    await pictures('templates');
    await person.press('Enter');
    const rationale = person.page().getByLabel('Rationale', { exact: true });
    await until('the headings are in', async () => (await rationale.inputValue()).includes('What is not known'));
    expect(await rationale.inputValue()).toMatch(/^Before\.\nWhat the report says/);
    await person.press('Control+z');
    await until('undo took them out', async () => (await rationale.inputValue()) === 'Before.');
    await person.press('Control+a');
    await type('It can be looked into without approaching anyone.');
    for (const stage of ['Information', 'Threat and risk', 'Powers and policy', 'Options', 'Action and review']) {
      await tabTo(new RegExp(`^${stage}$`));
      await type(`${stage}: weighed.`);
    }
    await tabTo(/^Add an option/);
    await person.press('Enter');
    await tabTo(/^Option 1/);
    await type('Approach the officer');
    await person.press('Tab');
    await type('It would warn them');
    await inLightAndDark(person, 'CaseScreen', 'decision');
    await pictures('decision');
    expect.soft(await overflow()).toBeLessThanOrEqual(0);
    await person.press('Control+Enter');
    const held = role('region', { name: 'Held' });
    await role('region', { name: 'What is missing' })
      .or(role('alert', { name: 'What is missing' }))
      .or(held)
      .first()
      .waitFor();
    if (!(await held.isVisible())) await person.press('Control+Enter');
    await held.waitFor();
    await person.press('Control+Enter');
    await role('article', { name: /^Decision: signed/ }).waitFor();
    expect((await file()).decisions[0]).toMatchObject({
      outcomes: ['investigate', 'safeguard'],
      optionsRejected: [{ option: 'Approach the officer', why: 'It would warn them' }],
      model: { information: 'Information: weighed.', review: 'Action and review: weighed.' },
    });
    await inLightAndDark(person, 'CaseScreen', 'decision-signed');
    await pictures('decision-signed');
  });

  it('Ctrl+D: two versions of a decision side by side, with the changed words marked', async () => {
    await tabTo(/^Decide anew/);
    await person.press('Enter');
    // What was decided before stands there as a draft, and says where it comes from.
    await person.page().getByText('Copied from version 1').waitFor();
    const rationale = person.page().getByLabel('Rationale', { exact: true });
    expect(await rationale.inputValue()).toBe('It can be looked into without approaching anyone.');
    await tabTo(/^Outcome/);
    await person.press('s');
    await tabTo(/^Rationale/);
    await person.press('Control+a');
    await type('It can be looked into by asking two people.');
    await person.press('Control+Enter');
    const held = role('region', { name: 'Held' });
    await role('region', { name: 'What is missing' })
      .or(role('alert', { name: 'What is missing' }))
      .or(held)
      .first()
      .waitFor();
    if (!(await held.isVisible())) await person.press('Control+Enter');
    await held.waitFor();
    await person.press('Control+Enter');
    await until('two decisions are signed', async () => (await file()).decisions.length === 2);
    await person.press('Control+d');
    const drawer = role('complementary', { name: 'Versions' });
    await drawer.locator('del', { hasText: 'without approaching anyone' }).waitFor();
    await drawer.locator('ins', { hasText: 'by asking two people' }).waitFor();
    expect(await drawer.locator('dd').first().innerText()).toContain('Investigate');
    await inLightAndDark(person, 'VersionsDrawer.tsx', 'versions');
    await pictures('versions');
    await person.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('a concern of malice is put to a supervisor, and is no outcome', async () => {
    await openStage(person, 'decision');
    await tabTo(/^Concern that the report was made in bad faith/);
    await person.press('Enter');
    await tabTo(/^What points to it/);
    await type('The same words came three times with other names.');
    await inLightAndDark(person, 'CaseScreen', 'concern');
    await pictures('concern');
    await person.press('Control+Enter');
    await until('the concern is raised', async () => (await file()).work.concerns.length === 1);
    await person.page().getByText('A supervisor who did not raise it decides whether it stands.').waitFor();
    expect((await file()).decisions).toHaveLength(2);
    await picture('concern-raised');
  });
});

describe('care', () => {
  it('a swap is asked for without a reason, and the case says so', async () => {
    await desk.back(person);
    await desk.view(person, 'mine');
    await desk.grid(person).focus();
    await person.press('Home', 'Enter');
    await caseScreen.shown(person);
    caseId = (await openedCase())!;
    await openStage(person, 'codes');
    await person.press('Control+k');
    await role('dialog', { name: 'Find a command' }).locator(':focus').waitFor();
    await type('swap');
    await person.press('Enter');
    await role('region', { name: 'Assess' }).getByText('Swap asked for').first().waitFor();
    const asked = (await file()).timeline.at(-1)!;
    expect(asked).toMatchObject({ type: 'swap_asked', facets: {} });
    await picture('swap');
  });
});
