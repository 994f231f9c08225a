/** Two supervisors dispose of a case by keyboard: held, refused, lifted, proposed, approved; its words go from both Desks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, desk } from '../../scripts/tour/screens.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

let office: Office;
let first: Person;
let second: Person;
let caseId: string;
let reference: string;

beforeAll(async () => {
  office = await openOffice(4);
  first = await office.assessor('first', await office.enrolSupervisor('Sunita Vale'));
  second = await office.assessor('second', await office.enrolSupervisor('Bo Tan'));
  [[reference, caseId]] = [...(await casesByReference(first))] as unknown as [[string, string]];
  for (const one of [first, second]) await ask(one, 'screen.sign', { none: [caseId], declared: [] });
  await inSync(first, second);
}, 400_000);
afterAll(() => office.close());
picturesOfFailures(() => office);

/** Pictures to look at: `CANDOUR_PICTURES=1`, in out/records. */
async function shoot(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'records');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}
async function command(person: Person, words: string): Promise<void> {
  await person.press('Control+K');
  await person.page().getByRole('dialog').waitFor();
  await person.page().keyboard.type(words);
  await person.press('Enter');
}
const pane = (person: Person) => person.page().getByRole('complementary', { name: 'Keeping of the case' });
/** Opens the case, and from there how long it is kept. */
async function keep(person: Person): Promise<void> {
  await command(person, 'Go to the Desk');
  await desk.openCase(person, caseId);
  await caseScreen.shown(person);
  await command(person, 'Keep, hold or dispose of this case');
  await pane(person).getByRole('heading', { name: reference }).waitFor();
}
/** Presses a letter of the screen and gives back the dialog that opens. */
async function act(person: Person, key: string, title: string) {
  await pane(person).focus();
  await person.press(key);
  const dialog = person.page().getByRole('dialog', { name: title });
  await dialog.waitFor();
  return dialog;
}

it('shows empty lists with what would be there', async () => {
  await command(first, 'Records: review');
  await first.page().getByText('No case is due for review.').waitFor();
  await shoot(first, 'empty');
  await inLightAndDark(first, 'RecordsScreen', 'empty');
});

it('refuses to dispose of a held case with the reason and the way on', async () => {
  await keep(first);
  const hold = await act(first, 'h', 'Set a legal hold');
  await hold.getByRole('combobox').selectOption({ label: 'Coroner' });
  await hold.getByRole('textbox', { name: 'Why' }).fill('An inquest is opened.');
  await shoot(first, 'hold');
  await inLightAndDark(first, 'CaseRecordsPane.tsx', 'hold');
  await first.press('Control+Enter');
  await hold.waitFor({ state: 'hidden' });
  await pane(first).getByRole('region', { name: 'Legal holds' }).getByText('An inquest is opened.').waitFor();

  const propose = await act(first, 'd', 'Propose to dispose of the case');
  await propose.getByRole('textbox', { name: 'Why' }).fill('It should never have come.');
  await first.press('Control+Enter');
  await propose.getByText('The case is under a legal hold, and nothing of it may be erased.').waitFor();
  await shoot(first, 'refused');
  await inLightAndDark(first, 'CaseRecordsPane.tsx', 'refused');
  // Single entries of it no less.
  await propose.getByRole('radio', { name: 'Single entries' }).click();
  await propose.getByRole('checkbox').first().check();
  await first.press('Control+Enter');
  await propose.getByText('The case is under a legal hold, and nothing of it may be erased.').waitFor();
  await first.press('Escape');
  await propose.waitFor({ state: 'hidden' });

  await first
    .page()
    .getByRole('button', { name: /Under a legal hold/ })
    .click();
  await first.page().getByRole('grid').getByText(reference).waitFor();
  await shoot(first, 'held');
  const lift = await act(first, 'l', 'Lift the hold');
  await lift.getByRole('textbox', { name: 'Why' }).fill('It was closed.');
  await first.press('Control+Enter');
  await lift.waitFor({ state: 'hidden' });
  await first.page().getByText('No case is under a legal hold.').waitFor();
});

it('erases single entries, chosen on the screen by one and looked at by the other, and keeps the rest of the case', async () => {
  const facets = { kind: 'task', holder: null } as const;
  await ask(first, 'case.sign', { caseId, type: 'task_set', facets, payload: { text: 'Ring Nerys at her aunt’s.' } });
  await inSync(first, second);
  await keep(first);
  const propose = await act(first, 'd', 'Propose to dispose of the case');
  await propose.getByRole('radio', { name: 'Single entries' }).click();
  await propose.getByRole('textbox', { name: 'Find among them' }).fill('nerys');
  await propose.getByRole('checkbox', { name: /Ring Nerys/ }).check();
  await propose.getByRole('textbox', { name: 'Why' }).fill('She asked us never to write that down.');
  await shoot(first, 'propose-entries');
  await inLightAndDark(first, 'CaseRecordsPane.tsx', 'propose entries');
  await resize(first, 1280, 720);
  await shoot(first, 'propose-entries-1280');
  await first.press('Control+Enter');
  await propose.waitFor({ state: 'hidden' });
  await pane(first).getByText('The contents of 1 entry').waitFor();
  await inSync(first, second);

  await keep(second);
  const approve = await act(second, 'a', 'Approve the disposal');
  await approve.getByRole('list', { name: 'Entries that go' }).getByText('Ring Nerys').waitFor();
  await shoot(second, 'approve-entries');
  await inLightAndDark(second, 'CaseRecordsPane.tsx', 'approve entries');
  await approve.getByRole('checkbox').check();
  await second.press('Control+Enter');
  await approve.waitFor({ state: 'hidden' });
  await inSync(second, first);
  for (const one of [first, second]) {
    await until('the entry is gone', async () =>
      (await readCase(one, caseId)).file!.timeline.some(({ type, erased }) => type === 'task_set' && erased),
    );
    const read = await readCase(one, caseId);
    expect(JSON.stringify(read)).not.toContain('Nerys');
    expect(read.file!.report).not.toBeNull();
  }
});

it('is proposed by one and approved by another, and the words are gone from both', async () => {
  await keep(first);
  const propose = await act(first, 'd', 'Propose to dispose of the case');
  await propose.getByRole('textbox', { name: 'Why' }).fill('It should never have come.');
  await shoot(first, 'propose');
  await inLightAndDark(first, 'CaseRecordsPane.tsx', 'propose');
  await first.press('Control+Enter');
  await propose.waitFor({ state: 'hidden' });
  await pane(first).getByText('Somebody else approves it or returns it.').waitFor();
  expect(
    await pane(first)
      .getByRole('button', { name: /Approve/ })
      .count(),
  ).toBe(0);
  await inSync(first, second);

  await command(second, 'Records: review');
  await second
    .page()
    .getByRole('button', { name: /Disposal proposed/ })
    .click();
  await second.page().getByRole('grid').getByText(reference).waitFor();
  await pane(second).getByText('It should never have come.').waitFor();
  await shoot(second, 'proposed');
  await inLightAndDark(second, 'RecordsScreen', 'proposed');
  await resize(second, 1280, 720);
  await shoot(second, 'proposed-1280');
  const approve = await act(second, 'a', 'Approve the disposal');
  await second.page().keyboard.press('Space');
  await shoot(second, 'approve');
  await inLightAndDark(second, 'CaseRecordsPane.tsx', 'approve');
  await second.press('Control+Enter');
  await approve.waitFor({ state: 'hidden' });
  await inSync(second, first);

  for (const one of [first, second]) {
    await until('the words are gone', async () => (await readCase(one, caseId)).file?.report === null);
    const { file, drafts } = await readCase(one, caseId);
    expect(file!.timeline.some(({ type, erased }) => type === 'report_received' && erased)).toBe(true);
    expect(drafts).toEqual([]);
  }
  await second
    .page()
    .getByRole('button', { name: /Contents erased/ })
    .click();
  await pane(second).getByText('Approved by').waitFor();
  await pane(second).getByText('Sunita Vale').waitFor();
  await shoot(second, 'erased');
  await inLightAndDark(second, 'RecordsScreen', 'erased');
  await second.press('Enter');
  await second
    .page()
    .getByText('The contents of this report were erased. What was done with it stays below.')
    .waitFor();
  await shoot(second, 'erased-case');
});
