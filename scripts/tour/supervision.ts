/** The screens beside the main job, filled: a supervisor's lists, the keeping of cases, figures, recipients, and the audit. */
import { inSync, look, type Looks, sitDown } from './looks.ts';
import { colleagues, named, pastDesk, playPast } from './past.ts';
import { ask, command, type Person } from './person.ts';
import { caseScreen, conflict, desk, openStage } from './screens.ts';

const screen = (person: Person, name: string) => person.page().getByRole('main', { name });
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** Plays what went before, seats a supervisor and an auditor, and looks at every screen of theirs. */
export async function lookBeside(looks: Looks): Promise<void> {
  const { journal } = looks;
  await journal.step('colleagues worked before: years ago, last month and today', () =>
    playPast(looks.folder, looks.data, Date.now()),
  );
  let supervisor: Person;
  await journal.step('a supervisor sets up a workstation and passes the conflict screen', async () => {
    supervisor = await sitDown(looks, 'supervisor', 'Sunita Vale', `supervisor:${pastDesk}`);
    await desk.grid(supervisor).waitFor();
    await inSync(supervisor);
    await desk.view(supervisor, 'all');
    await desk.grid(supervisor).focus();
    await supervisor.press('c');
    await conflict.pass(supervisor, () => Promise.resolve());
    await inSync(supervisor);
  });
  await journal.step('what is due on the Desk and by its clocks', () => due(looks, supervisor));
  await journal.step('what waits for a supervisor', () => lists(looks, supervisor));
  await journal.step('a share of last month is drawn, and one of it read again', () => sample(looks, supervisor));
  await journal.step('somebody is away, and a colleague covers', () => absence(looks, supervisor));
  await journal.step('how long cases are kept', () => records(looks, supervisor));
  await journal.step('figures, and what is held about a person', () => figures(looks, supervisor));
  await journal.step('an auditor reads who did what', () => audit(looks));
}

/** Who is told of the case that is open, in its states, and the form for one more. */
export async function lookAtRecipients(looks: Pick<Looks, 'journal'>, person: Person): Promise<void> {
  const caseId = (await person.page().locator('[data-case-open]').first().getAttribute('data-case-open'))!;
  const tell = (facets: object, payload: object) =>
    ask(person, 'case.sign', { caseId, type: 'recipient_told', facets, payload } as never);
  const told = { toldAt: hoursAgo(50), means: 'TELEPHONE', asks: ['WELFARE_CHECK'] };
  await tell({ kind: 'safeguarding', ...told }, { who: 'Duty desk of the council', passed: 'The address, and why.' });
  await openStage(person, 'send');
  const list = person.page().getByRole('region', { name: 'Recipients' });
  await list.getByText('Safeguarding unit').first().waitFor();
  await inSync(person);
  await look(looks, person, 'recipients');
  await command(person, 'Record who was told');
  const form = person.page().getByRole('complementary', { name: /A recipient is told/ });
  await form.waitFor();
  await form.getByLabel(/^Who was told/).selectOption('safeguarding');
  await form.getByLabel(/^Who took it there/).waitFor();
  await look(looks, person, 'recipient-form');
  await person.press('Escape');
  await form.waitFor({ state: 'hidden' });
}

async function due(looks: Looks, person: Person): Promise<void> {
  await desk.view(person, 'due');
  await look(looks, person, 'desk-due');
  await command(person, 'Clocks: everything');
  await screen(person, 'Clocks').getByRole('button', { name: /^All/ }).click();
  await person.page().getByRole('grid').first().waitFor();
  await look(looks, person, 'clocks');
}

const supervision = (person: Person) => screen(person, 'Supervision');
async function tab(person: Person, key: number): Promise<void> {
  await command(person, 'Supervision: approvals');
  await supervision(person).waitFor();
  await person.press(`Control+${key}`);
  await supervision(person)
    .getByRole('tab')
    .nth(key - 1)
    .and(person.page().locator('[aria-selected=true]'))
    .waitFor();
}
const rowsOf = (person: Person) => supervision(person).getByRole('grid').getByRole('row');

async function lists(looks: Looks, person: Person): Promise<void> {
  for (const [key, name] of [
    [1, 'approvals'],
    [2, 'overdue'],
    [3, 'allocation'],
  ] as const) {
    await tab(person, key);
    await rowsOf(person).first().waitFor();
    await look(looks, person, `supervision-${name}`);
  }
}

async function sample(looks: Looks, person: Person): Promise<void> {
  await tab(person, 4);
  const month = supervision(person).getByRole('listitem').first();
  await month.getByRole('combobox').selectOption('50');
  await look(looks, person, 'supervision-months');
  await month.getByRole('button', { name: 'Draw' }).click();
  await rowsOf(person).first().waitFor();
  await inSync(person);
  await look(looks, person, 'supervision-drawn');
  await supervision(person).getByRole('grid').focus();
  await person.press('Home', 'Enter');
  await caseScreen.shown(person);
  await person.page().getByRole('region', { name: 'Second review' }).waitFor();
  await look(looks, person, 'second-review');
}

async function absence(looks: Looks, person: Person): Promise<void> {
  await tab(person, 5);
  await rowsOf(person).first().waitFor();
  await rowsOf(person).filter({ hasText: colleagues.assessor }).first().click();
  const form = supervision(person).getByRole('group', { name: 'Absence' });
  await form.getByLabel(/^Who covers/).selectOption({ label: 'Morgan Ashdown' });
  await look(looks, person, 'absence-form');
  await form.getByRole('button', { name: /is away$/ }).press('Enter');
  await supervision(person)
    .getByText(/went to the cover/)
    .first()
    .waitFor();
  await inSync(person);
  await look(looks, person, 'absence-covered');
}

async function records(looks: Looks, person: Person): Promise<void> {
  await command(person, 'Records: review');
  await screen(person, 'Records').getByRole('grid').getByRole('row').nth(1).waitFor();
  await person
    .page()
    .getByRole('complementary', { name: 'Keeping of the case' })
    .getByRole('heading')
    .first()
    .waitFor();
  await look(looks, person, 'records-due');
}

async function figures(looks: Looks, person: Person): Promise<void> {
  await command(person, 'Figures: the statistics');
  await screen(person, 'Figures').getByRole('table').first().waitFor();
  await look(looks, person, 'figures');
  await command(person, 'What is held about');
  const subjects = screen(person, 'What is held about a person');
  await subjects.waitFor();
  await subjects.getByLabel('Name', { exact: true }).fill(named);
  await person.press('Enter');
  await subjects.getByRole('list', { name: 'Passages' }).getByRole('listitem').first().waitFor();
  await look(looks, person, 'subject');
}

async function audit(looks: Looks): Promise<void> {
  const auditor = await sitDown(looks, 'auditor', 'Ada Quill', 'auditor');
  await screen(auditor, 'Audit').waitFor();
  await inSync(auditor);
  const grid = auditor.page().getByRole('grid', { name: 'Entries of the audit' });
  await grid.getByRole('row').nth(1).waitFor();
  await look(looks, auditor, 'audit');
  await grid.focus();
  await auditor.press('Home', 'Enter');
  await auditor
    .page()
    .getByRole('complementary', { name: 'The entry in depth' })
    .getByRole('heading')
    .first()
    .waitFor();
  await look(looks, auditor, 'audit-entry');
}
