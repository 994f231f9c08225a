/** What people do in more than one life, each by the keys that the screens name. */
import type { Locator } from 'playwright';
import type { Person } from '../../../scripts/tour/person.ts';
import { assess, caseScreen, desk, openStage } from '../../../scripts/tour/screens.ts';
import { ask, inSync, until } from '../../e2e/support/bridge.ts';
import { walkTo } from '../../e2e/support/walk.ts';
import { command, toDesk } from './cast.ts';

const nothing = () => Promise.resolve();

/** By keys, from the Desk: the row, then Enter. */
export async function openCase(person: Person, caseId: string): Promise<void> {
  await toDesk(person);
  await desk.view(person, 'all');
  await walkTo(person, desk.grid(person), { 'data-case': caseId });
  await person.press('Enter');
  await caseScreen.shown(person);
}

/** Marks the sentence of this number, counted from 0, as a statement and grades its information. */
export async function statement(person: Person, sentence: number, information: string): Promise<void> {
  const page = person.page();
  await caseScreen.narrative(person).focus();
  if (!(await page.getByRole('listbox', { name: /sentence/i }).isVisible())) await person.press('F2');
  await person.press('Home');
  for (let at = 0; at < sentence; at++) await person.press('j');
  await person.press('s');
  await page.locator('[data-group=information] :focus').waitFor();
  await person.press(information.toLowerCase(), 'Enter');
  await page.getByText(`[2${information}C]`).nth(0).waitFor();
}

export interface Decided {
  /** Keys of the outcomes, `is` for both. */
  readonly outcomes: string;
  readonly rationale: string;
  /** Words of another force, where the case goes there. */
  readonly force?: string;
  readonly onForm?: () => Promise<void>;
}

/** Fills and signs the decision, without waiting for the ten seconds to run out. */
export async function decide(person: Person, { outcomes, rationale, force, onForm = nothing }: Decided): Promise<void> {
  const page = person.page();
  await openStage(person, 'decision');
  const boxes = page.getByRole('group', { name: /^Outcome/ }).getByRole('checkbox');
  for (const key of outcomes) await boxes.first().press(key);
  const routes = page.getByRole('radiogroup', { name: 'Route' });
  await routes.getByRole('radio', { name: force === undefined ? 'This force' : 'Another force or body' }).click();
  if (force !== undefined) {
    await page.getByRole('combobox', { name: 'Which force' }).fill(force);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await person.press('Enter');
  }
  await assess.rationale(person).fill(rationale);
  await onForm();
  await assess.hold(person);
  await assess.signNow(person);
}

export interface Sent {
  readonly title: string;
  readonly request: string;
  readonly safeguarding?: string;
  readonly onPreview?: () => Promise<void>;
}

/** Sends a pack to the one unit that has a workstation, and signs it at once. */
export async function send(person: Person, { title, request, safeguarding, onPreview = nothing }: Sent): Promise<void> {
  const page = person.page();
  await openStage(person, 'send');
  const another = page.getByRole('button', { name: 'Send to another unit' });
  const recipients = page.getByRole('group', { name: 'Who receives it' });
  await recipients.or(another).first().waitFor();
  if (await another.isVisible()) await another.press('Enter');
  await recipients.locator('[data-closed=false] input[type=radio]').first().check();
  await page.getByRole('tab', { name: /Request/ }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('What is asked').fill(request);
  if (safeguarding !== undefined) await page.getByLabel('Safeguarding, if any').fill(safeguarding);
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('dialog', { name: 'Preview of the pack' });
  await preview.waitFor();
  const warnings = preview.getByRole('region', { name: 'What could lead back to the reporter' });
  for (const why of await warnings.getByRole('textbox').all()) await why.fill('Many people could know this.');
  await onPreview();
  await person.press('Control+Enter');
  await preview.waitFor({ state: 'hidden' });
  await assess.signNow(person);
  await inSync(person);
}

/** Opens a referral of the investigator by the title of its pack. */
export async function openReferral(person: Person, title: string): Promise<void> {
  const page = person.page();
  await ask(person, 'sync.now', {});
  await command(person, 'Go to the referrals');
  const row = page.getByRole('row').filter({ hasText: title });
  await row.first().waitFor({ timeout: 60_000 });
  await row.first().click();
  await person.press('Enter');
  await page
    .getByRole('main', { name: /^Referral/ })
    .getByRole('heading', { name: title })
    .waitFor();
}

/** Takes note of the referral that is open, by key. */
export async function acknowledge(person: Person): Promise<void> {
  await person
    .page()
    .getByRole('button', { name: /^Acknowledge/ })
    .waitFor();
  await person.press('Control+Enter');
  await acts(person).waitFor();
}

const acts = (person: Person): Locator => person.page().getByRole('group', { name: 'What may be done now' });

export interface Entry {
  readonly key: string;
  readonly title: string;
  /** Codes by the label of their list. */
  readonly choose?: Readonly<Record<string, string>>;
  /** Which proceedings an outcome belongs to. */
  readonly track?: string;
  readonly words?: string;
  readonly onForm?: () => Promise<void>;
}

/** What an investigator enters: by its letter, chosen from lists, signed by key. */
export async function enter(person: Person, { key, title, choose = {}, track, words, onForm }: Entry): Promise<void> {
  const form = person.page().getByRole('group', { name: title, exact: true });
  await acts(person).focus();
  await person.press(key);
  await form.waitFor();
  if (track !== undefined) await form.getByRole('radio', { name: track }).click();
  for (const [label, code] of Object.entries(choose)) await form.getByLabel(label, { exact: true }).selectOption(code);
  if (words !== undefined) await form.getByRole('textbox').last().fill(words);
  await onForm?.();
  await person.press('Control+Enter');
  await form.waitFor({ state: 'detached' });
}

/** Writes down an urgent action of the case that is open, due in two hours; stays on its tab. */
export async function urgentAction(person: Person, what: string): Promise<void> {
  const region = person.page().getByRole('region', { name: 'Assess' });
  await openStage(person, 'risk');
  await region.getByRole('tab', { name: /^Urgent/ }).press('Enter');
  await region.getByLabel('What has to be done').fill(what);
  // By the clock of London, which is that of UTC or an hour ahead of it: it lies ahead in either case.
  await region.getByLabel('By when').fill(new Date(Date.now() + 2 * 3_600_000).toISOString().slice(0, 16));
  await person.press('Control+Enter');
  await region.getByRole('tab', { name: /^Urgent actions: 1 open/ }).waitFor();
}

/** Brings what these people did to the hub and to each other. */
export async function meet(...people: Person[]): Promise<void> {
  await inSync(...people);
  await inSync(...people);
}

/** Waits until the case stands like this on a person's workstation. */
export const stands = (person: Person, caseId: string, state: string) =>
  until(`the case is ${state}`, async () => {
    await ask(person, 'sync.now', {});
    return (await ask(person, 'case.read', { caseId, peek: true })).row.state === state;
  });
