/** Research, questions and people: what is known of a case beyond its report, played by keyboard and pointer. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk } from '../../scripts/tour/screens.ts';
import { readCase, until } from './support/bridge.ts';
import { violations } from './support/axe.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

let office: Office;
let person: Person;
let caseId: string;

beforeAll(async () => {
  office = await openOffice(12);
  person = await office.assessor('assessor', office.organisation.assessor);
  await desk.grid(person).focus();
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
  await desk.view(person, 'all');
  caseId = (await desk.rows(person).first().getAttribute('data-case'))!;
  await desk.openCase(person, caseId);
  await caseScreen.shown(person);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const button = (name: string | RegExp) => person.page().getByRole('button', { name });
const field = (name: string) => person.page().getByLabel(name, { exact: true });
const work = async () => (await readCase(person, caseId)).file!.work;

async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'case-work');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

describe('research', () => {
  it('asks for a check under an authority, and grades what it brought', async () => {
    await person.press('Control+3');
    await field('Check').selectOption({ label: 'Vetting file' });
    await field('About whom or what').fill('The officer named first');
    await person.press('Control+Enter');
    await person.page().getByText('Choose the authority that permits it.').waitFor();
    await field('Under the authority of').selectOption({ index: 1 });
    await field('What it is to show').fill('Whether an association was declared');
    await picture('check');
    await person.press('Control+Enter');
    await button('Enter what it brought').click();
    await person
      .page()
      .getByRole('radio', { name: /^Found/ })
      .click();
    await field('What it says, in words that could be sent on').fill('No association was declared in 2025.');
    await picture('check-answer');
    expect(await violations(person)).toEqual([]);
    await button('Sign the answer').click();
    await button('Grade what was found').click();
    await person.page().getByRole('radiogroup', { name: 'Information' }).getByRole('radio').nth(1).click();
    await button(/^Sign \[2/).click();
    const [check] = await until('the answer is graded', async () => {
      const file = (await readCase(person, caseId)).file!;
      return file.work.checks[0]?.answer && file.grades[file.work.checks[0].answer.event] ? file.work.checks : null;
    });
    expect(check!.facets).toMatchObject({ check: 'VETTING' });
    await picture('check-graded');
  });

  it('keeps a tasking meeting', async () => {
    await person
      .page()
      .getByRole('tab', { name: /^Tasking/ })
      .click();
    await field('Held').fill('2026-03-02T09:30');
    await field('Who was there').fill('The unit’s supervisor and the intelligence lead');
    await field('What was decided, and who does it').fill('An audit of system use; the intelligence lead asks for it.');
    await person.press('Control+Enter');
    await until('the meeting is signed', async () => (await work()).meetings.length === 1);
  });

  it('sends no question that would make the reporter act', async () => {
    await person
      .page()
      .getByRole('tab', { name: /^Questions/ })
      .click();
    await picture('questions');
    expect(await violations(person)).toEqual([]);
    const { row } = await readCase(person, caseId);
    if (!row.keepInContact) {
      await person.page().getByText('The reporter did not keep in contact').waitFor();
      return;
    }
    await field('Question, as the reporter will read it').fill('Could you photograph the diary?');
    await field('Why it is needed (never sent)').fill('To date the meetings');
    for (const [question, answer] of [
      [/ask the reporter to go/, 'Yes'],
      [/tell what the police know/, 'No'],
      [/put somebody at risk/, 'No'],
    ] as const)
      await person
        .page()
        .getByRole('radiogroup', { name: question })
        .getByRole('radio', { name: new RegExp(`^${answer}`) })
        .click();
    await button(/^Propose to a supervisor/).click();
    await person.page().getByText('A question that asks the reporter to act cannot be sent.').waitFor();
    expect((await work()).questions).toEqual([]);
  });
});

describe('people', () => {
  it('are identified with a basis, version by version, and never counted together', async () => {
    await person.press('Control+2');
    await button('Add a person').click();
    await person
      .page()
      .getByRole('radio', { name: /^confirmed/ })
      .click();
    await button(/^Sign person/).click();
    await person.page().getByText('Write the basis: what makes you say so.').waitFor();
    await field('Collar number').fill('90210');
    await field('Basis: what makes you say so').fill('The duty roster of that week');
    await picture('person');
    expect(await violations(person)).toEqual([]);
    await button(/^Sign person/).click();
    await person
      .page()
      .getByRole('heading', { name: /^Identified: 1 confirmed/ })
      .waitFor();
    await button('Change').first().click();
    await person
      .page()
      .getByRole('radio', { name: /^possibly/ })
      .click();
    await field('Basis: what makes you say so').fill('The roster was of another week');
    await button(/^Sign person/).click();
    await person
      .page()
      .getByRole('heading', { name: /^Identified: 1 possible/ })
      .waitFor();
    await person.page().getByText('Earlier versions: 1').waitFor();
    expect((await work()).people[0]!.versions.map(({ facets }) => facets.identification)).toEqual([
      'confirmed',
      'possible',
    ]);
    await picture('people');
    await resize(person, 1280, 720);
    await picture('people-1280');
  });
});
