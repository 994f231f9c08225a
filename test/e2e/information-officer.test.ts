/** What an information officer does, by keyboard alone; and covering words everywhere in a pack. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { assess, caseScreen, desk, openStage } from '../../scripts/tour/screens.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';
import { tabTo } from './support/tab-to.ts';
import { walkTo } from './support/walk.ts';

const narrative = 'Sergeant Vesper took the envelope, and a minute later Vesper drove off to the old harbour with it.';
let office: Office;
let supervisor: Person;
let officer: Person;
let caseId: string;

beforeAll(async () => {
  office = await openOffice([
    report({ reference: 'INF/1', narrative, subjects: [{ name: 'Otto Vesper', rank: 'sergeant' }] }),
    report({ reference: 'INF/2', narrative: 'A gate stood open all night, and Otto Vesper had the key.' }),
  ]);
  supervisor = await office.assessor('supervisor', await office.enrolSupervisor('Sunita Vale'));
  officer = await office.start('officer', 'assessor', await office.enrolInformationOfficer('Ilse Marrow'));
  await office.admit(officer);
  // Without a workstation there, no unit could receive a pack.
  await office.admit(await office.start('investigator', 'investigator', office.organisation.investigator));
  const cases = await casesByReference(supervisor);
  caseId = cases.get('INF/1')!;
  await ask(supervisor, 'screen.sign', { none: [...cases.values()], declared: [] });
  const facets = { kind: 'task', holder: null } as const;
  await ask(supervisor, 'case.sign', { caseId, type: 'task_set', facets, payload: { text: 'Ring Nerys at home.' } });
  await inSync(supervisor, officer);
}, 400_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

/** Pictures to look at: `CANDOUR_PICTURES=1`, in out/information-officer. */
async function shoot(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'information-officer');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}
async function command(person: Person, words: string): Promise<void> {
  await person.press('Control+K');
  await person.page().getByRole('dialog').waitFor();
  await person.page().keyboard.type(words);
  await person.press('Enter');
}
const type = (person: Person, words: string) => person.page().keyboard.type(words);
const pane = (person: Person) => person.page().getByRole('complementary', { name: 'Keeping of the case' });
const records = (person: Person) => person.page().getByRole('main', { name: 'Records' });
const focusedOn = (person: Person, words: RegExp) =>
  person.page().evaluate((source) => new RegExp(source).test(document.activeElement?.textContent ?? ''), words.source);
const openCase = async (person: Person) => {
  await walkTo(person, desk.grid(person), { 'data-case': caseId });
  await person.press('Enter');
  await caseScreen.shown(person);
};

it('is at the records after unlocking, and reaches no case that is in no list', async () => {
  await records(officer).getByText('No case is due for review.').waitFor();
  await shoot(officer, 'records');
  await inLightAndDark(officer, 'RecordsScreen', 'of an information officer');
});

it('approves the erasing of single entries that a supervisor chose, both by keyboard', async () => {
  await openCase(supervisor);
  await command(supervisor, 'Keep, hold or dispose of this case');
  await pane(supervisor).getByRole('heading', { name: 'INF/1' }).waitFor();
  await supervisor.press('d');
  const propose = supervisor.page().getByRole('dialog', { name: 'Propose to dispose of the case' });
  await propose.waitFor();
  await tabTo(supervisor, /^What is to go/);
  await supervisor.press('e');
  await tabTo(supervisor, /^Find among them/);
  await type(supervisor, 'nerys');
  await tabTo(supervisor, /Ring Nerys/);
  await supervisor.press('Space');
  await propose.getByText('Entries to erase: 1 of').waitFor();
  await tabTo(supervisor, /^Why/);
  await type(supervisor, 'She asked us never to write that down.');
  await shoot(supervisor, 'entries');
  await supervisor.press('Control+Enter');
  await propose.waitFor({ state: 'hidden' });
  await pane(supervisor).getByText('Somebody else approves it or returns it.').waitFor();
  await inSync(supervisor, officer);

  await tabTo(officer, /^Disposal proposed/);
  await officer.press('Enter');
  await pane(officer).getByText('Pass the conflict screen of the case first').waitFor();
  await shoot(officer, 'proposed');
  await tabTo(officer, /^Conflict pass/);
  await officer.press('Enter');
  await officer.page().getByRole('heading', { name: 'Might you know somebody here?' }).waitFor();
  await officer.press('Control+Enter');
  await officer.page().getByRole('heading', { name: 'Do you know any of these names?' }).waitFor();
  await officer.press('Control+Enter');
  await caseScreen.shown(officer);
  await shoot(officer, 'screened');
  await command(officer, 'Records: review');
  await pane(officer).getByText('She asked us never to write that down.').waitFor();
  await officer.press('a');
  const approve = officer.page().getByRole('dialog', { name: 'Approve the disposal' });
  await approve.getByRole('list', { name: 'Entries that go' }).getByText('Ring Nerys').waitFor();
  await officer.press('Space');
  await shoot(officer, 'approve');
  await inLightAndDark(officer, 'CaseRecordsPane.tsx', 'an information officer approves');
  await officer.press('Control+Enter');
  await approve.waitFor({ state: 'hidden' });
  await inSync(officer, supervisor);
  for (const one of [supervisor, officer]) {
    await until('the entry is gone', async () => !JSON.stringify(await readCase(one, caseId)).includes('Nerys'));
    expect((await readCase(one, caseId)).file!.report).not.toBeNull();
  }
});

it('looks for a person, is told what was not looked at, and uncovers one passage after the other', async () => {
  const page = officer.page();
  await command(officer, 'What is held about');
  await page.getByRole('main', { name: 'What is held about a person' }).waitFor();
  await type(officer, 'Otto Vesper');
  await officer.press('Enter');
  await page.getByRole('heading', { name: 'Not looked at' }).waitFor();
  const passages = page.getByRole('list', { name: 'Passages' }).getByRole('listitem');
  await passages.first().waitFor();
  const covered = passages.getByRole('button', { name: 'Uncover the passage' });
  const many = await covered.count();
  expect(many).toBeGreaterThan(1);
  await shoot(officer, 'person');
  for (let left = many; left > many - 2; left -= 1) {
    await tabTo(officer, /^Uncover the passage/);
    await officer.press('Enter');
    await until('it is uncovered', async () => (await covered.count()) === left - 1);
    // Whoever pressed the button reads on at the passage: the focus is not lost with it.
    const focused = await passages.evaluateAll((all) => all.indexOf(document.activeElement as never));
    expect(focused).toBe(many - left);
  }
  await shoot(officer, 'person-uncovered');
  await resize(officer, 1280, 720);
  await shoot(officer, 'person-1280');
  await tabTo(officer, /^Export/);
  await officer.press('Enter');
  const form = page.getByRole('form', { name: 'Export what was found' });
  await form.waitFor();
  await officer.press('Escape');
  await form.waitFor({ state: 'detached' });
  await resize(officer, 1440, 900);
});

it('covers words everywhere in the pack by one key, and says where they stand uncovered', async () => {
  const page = supervisor.page();
  await command(supervisor, 'Go to the Desk');
  await openCase(supervisor);
  await caseScreen.statement(supervisor);
  await assess.grade(supervisor, 'D');
  await assess.risk(supervisor, 'n');
  await assess.fillDecision(supervisor, 'It can be checked without approaching anyone.');
  await assess.hold(supervisor);
  await assess.signNow(supervisor);
  await openStage(supervisor, 'send');
  // The first key is on the first unit; those that could not open a pack are passed over.
  await tabTo(supervisor, /workstation/);
  await supervisor.press('Space');
  const request = page.getByRole('tab', { name: /Request/ });
  await until('a unit is chosen that may receive it', async () => {
    if (await request.isEnabled()) return true;
    await supervisor.press('ArrowDown');
    return false;
  });
  await tabTo(supervisor, /^2 Request/);
  await supervisor.press('Enter');
  await tabTo(supervisor, /^Title/);
  await type(supervisor, 'What Vesper did');
  for (let back = 0; back < 40 && !(await focusedOn(supervisor, /^3 Statements/)); back += 1)
    await supervisor.press('Shift+Tab');
  await supervisor.press('Enter');
  await tabTo(supervisor, /^As the recipient reads it/);
  await supervisor.press('Control+Home');
  for (let at = 0; at < 'Sergeant '.length; at += 1) await supervisor.press('ArrowRight');
  for (let at = 0; at < 'Vesper'.length; at += 1) await supervisor.press('Shift+ArrowRight');
  await shoot(supervisor, 'selected');
  await supervisor.press('Control+Shift+E');
  const copy = page.getByRole('group', { name: 'Copy of statement 1' });
  await copy.waitFor();
  expect(await copy.innerText()).not.toContain('Vesper');
  expect(await page.getByRole('button', { name: 'Uncover “Vesper”' }).count()).toBe(2);
  await page.getByText('Redacted in 2 places.').waitFor({ state: 'attached' });
  await page.getByText('It also stands in what you typed for the recipient').waitFor({ state: 'attached' });
  await shoot(supervisor, 'everywhere');
  await inLightAndDark(supervisor, 'CaseScreen', 'covered everywhere');
});
