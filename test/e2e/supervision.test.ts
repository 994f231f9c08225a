/** An assessor and a supervisor at two workstations: no further action returned, decided anew and approved; allocation; a drawn second review; absence. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { assess, caseScreen, desk, openStage } from '../../scripts/tour/screens.ts';
import { inLightAndDark } from './support/axe.ts';
import { accepted, ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

const rationale = 'Nobody could follow this up: it names no place, no time and no person.';
const better = `${rationale} The shift record was read, and says nothing of it either.`;
const comment = 'Say what was looked at before this was closed.';

let office: Office;
let assessor: Person;
let supervisor: Person;
let assessorId: string;
let supervisorId: string;
let cases: string[];

beforeAll(async () => {
  office = await openOffice(6);
  assessor = await office.assessor('assessor', await office.enrolAssessor({ name: 'Bronwen Tarrant' }));
  supervisor = await office.assessor('supervisor', await office.enrolSupervisor('Sunita Vale'));
  cases = [...(await casesByReference(assessor)).values()];
  for (const person of [assessor, supervisor]) await ask(person, 'screen.sign', { none: cases, declared: [] });
  await inSync(assessor, supervisor);
  assessorId = (await ask(assessor, 'session.me', {})).user;
  supervisorId = (await ask(supervisor, 'session.me', {})).user;
}, 400_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

async function shoot(person: Person, name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'supervision');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}
async function command(person: Person, words: string): Promise<void> {
  await person.press('Control+K');
  await person.page().getByRole('dialog').waitFor();
  await person.page().keyboard.type(words);
  await person.press('Enter');
}
const screen = (person: Person) => person.page().getByRole('main', { name: 'Supervision' });
const list = (person: Person) => screen(person).getByRole('grid');
async function supervision(person: Person, key: number): Promise<void> {
  await command(person, 'Supervision: approvals');
  await screen(person).waitFor();
  await person.press(`Control+${key}`);
  await screen(person).locator('[role=tab][aria-selected=true]').nth(0).waitFor();
}
async function openCase(person: Person, caseId: string): Promise<void> {
  await command(person, 'Go to the Desk');
  await person.page().getByRole('main', { name: 'Desk' }).waitFor();
  await desk.view(person, 'all');
  await desk.openCase(person, caseId);
  await caseScreen.shown(person);
}
const type = (person: Person, words: string) => person.page().keyboard.type(words);

describe('no further action', () => {
  it('is decided, and has no effect before somebody else has approved it', async () => {
    const [caseId] = cases as [string];
    await openCase(assessor, caseId);
    await assess.fillDecision(assessor, rationale, 'r');
    await assess.hold(assessor);
    await assess.signNow(assessor);
    await assessor.page().getByRole('article', { name: 'Decision: waits for approval' }).waitFor();
    await assessor
      .page()
      .getByText(/has no effect before a supervisor/)
      .waitFor();
    expect(await assessor.page().getByRole('group', { name: 'Approve or return the decision' }).count()).toBe(0);
    await accepted(assessor, caseId);
    const { row } = await readCase(assessor, caseId);
    expect([row.state, row.nextAct]).toEqual(['in_assessment', 'await_approval']);
    await shoot(assessor, 'waits');
  });

  it('is found by the supervisor in a queue, read in its case, and returned with a comment, by keyboard', async () => {
    await inSync(supervisor);
    await supervision(supervisor, 1);
    await list(supervisor).getByText('No further action').waitFor();
    await shoot(supervisor, 'approvals');
    await inLightAndDark(supervisor, 'SupervisionScreen', 'approvals');
    await list(supervisor).focus();
    await supervisor.press('Enter');
    const form = supervisor.page().getByRole('group', { name: 'Approve or return the decision' });
    await form.waitFor();
    await form.getByRole('radiogroup').locator('[tabindex="0"]').first().focus();
    await supervisor.press('r');
    await supervisor.press('Control+Enter');
    await form.getByText('Say why it is returned.').waitFor();
    await form.getByLabel('Comment').focus();
    await type(supervisor, comment);
    await shoot(supervisor, 'returning');
    await inLightAndDark(supervisor, 'CaseScreen', 'approval');
    await supervisor.press('Control+Enter');
    await supervisor.page().getByRole('region', { name: 'Answer of a supervisor' }).waitFor();
    await inSync(supervisor, assessor);
  });

  it('is a draft of its author again, nothing of it lost, and is decided anew', async () => {
    const page = assessor.page();
    await page.getByRole('region', { name: 'Answer of a supervisor' }).getByText(comment).waitFor();
    expect(await assess.rationale(assessor).inputValue()).toBe(rationale);
    await shoot(assessor, 'returned');
    await inLightAndDark(assessor, 'CaseScreen', 'returned');
    await assess.rationale(assessor).fill(better);
    await assess.hold(assessor);
    await assess.signNow(assessor);
    await page.getByRole('article', { name: 'Decision: waits for approval' }).waitFor();
    await accepted(assessor, cases[0]!);
    const { decisions } = (await readCase(assessor, cases[0]!)).file!;
    expect(decisions.map((one) => one.rationale)).toEqual([rationale, better]);
  });

  it('is approved by the supervisor, and then is the decision', async () => {
    await inSync(supervisor);
    await supervision(supervisor, 1);
    await list(supervisor).getByText('No further action').waitFor();
    await list(supervisor).focus();
    await supervisor.press('Enter');
    const form = supervisor.page().getByRole('group', { name: 'Approve or return the decision' });
    await form.getByRole('radiogroup').locator('[tabindex="0"]').first().focus();
    await supervisor.press('a');
    await supervisor.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
    await inSync(supervisor, assessor);
    await until('it is decided', async () => (await readCase(assessor, cases[0]!)).row.state === 'decided');
    await assessor.page().getByRole('article', { name: 'Decision: signed' }).waitFor();
    await shoot(assessor, 'approved');
    await supervision(supervisor, 1);
    await screen(supervisor).getByText('Nothing waits for approval.').waitFor();
    await shoot(supervisor, 'approvals-empty');
  });
});

describe('supervision', () => {
  it('gives out what nobody holds, by what everybody holds, and takes it back with a key', async () => {
    await supervision(supervisor, 3);
    await list(supervisor).waitFor();
    await shoot(supervisor, 'allocation');
    await inLightAndDark(supervisor, 'SupervisionScreen', 'allocation');
    const { rows } = await ask(supervisor, 'supervision.unheld', {});
    expect(rows.length).toBe(cases.length - 1);
    await list(supervisor).focus();
    await supervisor.press('Space');
    await supervisor.press('Control+Enter');
    await screen(supervisor)
      .getByText(new RegExp(`Allocated: ${rows.length - 1}`))
      .first()
      .waitFor();
    await supervisor.press('Control+Z');
    await screen(supervisor)
      .getByText(/Taken back/)
      .first()
      .waitFor();
    await until(
      'they are back',
      async () => (await ask(supervisor, 'supervision.unheld', {})).rows.length === rows.length,
    );
    await list(supervisor).focus();
    await supervisor.press('a', 'a');
    await supervisor.press('Control+Enter');
    await screen(supervisor).getByText('Every case has somebody.').waitFor();
    const held = await ask(supervisor, 'holdings.read', {});
    // Evenly, and to people who work at the desk alone.
    const counts = held.map((one) => one.held);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    await inSync(supervisor, assessor);
  });

  it('shows what is overdue with who answers for it, and says who has seen it', async () => {
    await supervision(supervisor, 2);
    const { rows: before } = await ask(supervisor, 'supervision.overdue', {});
    if (before.length === 0) await screen(supervisor).getByText('Nothing is overdue.').waitFor();
    else {
      await list(supervisor).waitFor();
      await shoot(supervisor, 'overdue');
      expect(before.every(({ answerable }) => answerable.length > 0)).toBe(true);
      await list(supervisor).focus();
      await supervisor.press('Home', 's');
      await list(supervisor).getByText('Seen by Sunita Vale').first().waitFor();
      const { rows: after } = await ask(supervisor, 'supervision.overdue', {});
      // Seen is not done: it stays.
      expect(after.length).toBe(before.length);
      expect(after.filter(({ seen }) => seen !== null)).toHaveLength(1);
    }
    await inLightAndDark(supervisor, 'SupervisionScreen', 'overdue');
    await supervision(supervisor, 4);
    await screen(supervisor).getByText('No second review is open.').waitFor();
    await shoot(supervisor, 'reviews-empty');
    await inLightAndDark(supervisor, 'SupervisionScreen', 'reviews');
  });

  it('has the cases and drafts of who is away with the cover, and back again', async () => {
    const held = (await ask(supervisor, 'holdings.read', {})).find(({ user }) => user === assessorId)!.held;
    expect(held).toBeGreaterThan(0);
    const mine = await until('the assessor holds a case', async () => {
      for (const caseId of cases.slice(1))
        if ((await readCase(assessor, caseId)).row.allocatedTo?.user === assessorId) return caseId;
      return null;
    });
    await openCase(assessor, mine);
    await assess.fillDecision(assessor, 'Half a thought of the assessor', 'i');
    await until('it is a draft', async () => (await readCase(assessor, mine)).drafts.length === 1);
    await command(assessor, 'Absence: who is away');
    await screen(assessor).waitFor();
    const form = screen(assessor).getByRole('group', { name: 'Absence' });
    await form.getByLabel(/^Who covers/).selectOption({ label: 'Sunita Vale' });
    await shoot(assessor, 'absence');
    await inLightAndDark(assessor, 'SupervisionScreen', 'absence');
    await form.getByRole('button', { name: /is away$/ }).press('Enter');
    await screen(assessor)
      .getByText(new RegExp(`^${held} cases went to the cover`))
      .first()
      .waitFor();
    await inSync(assessor, supervisor);
    await until(
      'the cover holds it',
      async () => (await readCase(supervisor, mine)).row.allocatedTo?.user === supervisorId,
    );
    await openCase(supervisor, mine);
    await openStage(supervisor, 'decision');
    await supervisor
      .page()
      .getByRole('region', { name: /^Draft passed on/ })
      .first()
      .waitFor();
    await shoot(supervisor, 'covered-draft');
    await supervision(supervisor, 5);
    await list(supervisor)
      .getByText(/Away since/)
      .waitFor();
    await resize(supervisor, 1280, 720);
    await shoot(supervisor, 'absences-1280');
    await resize(supervisor, 1440, 900);
    const row = list(supervisor).getByRole('row').filter({ hasText: 'Bronwen Tarrant' }).first();
    await row.click();
    await screen(supervisor)
      .getByRole('button', { name: /is back$/ })
      .press('Enter');
    await screen(supervisor)
      .getByText(/cases came back/)
      .first()
      .waitFor();
    await inSync(supervisor, assessor);
    await until('it came back', async () => (await readCase(assessor, mine)).row.allocatedTo?.user === assessorId);
    // What was typed is where it was typed, whatever came between.
    expect((await readCase(assessor, mine)).drafts).toHaveLength(1);
  });
});
