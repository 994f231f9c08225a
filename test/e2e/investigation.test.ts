/** A referral in the hands of its investigators, from receipt to a dismissal, and what the desk and the figures make of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person } from '../../scripts/tour/person.ts';
import { assess, caseScreen, conflict, desk, openStage, referrals } from '../../scripts/tour/screens.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, inSync } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

let office: Office;
let assessor: Person;
let investigator: Person;
const EVER = { from: '2000-01-01', to: '2099-12-31', division: 'force' } as const;

beforeAll(async () => {
  office = await openOffice(4);
  assessor = await office.start('assessor', 'assessor', office.organisation.assessor);
  investigator = await office.start('investigator', 'investigator', office.organisation.investigator);
  await office.admit(assessor);
  await office.admit(investigator);
  await desk.view(assessor, 'all');
  await desk.waitForTotal(assessor, 4);
  await desk.grid(assessor).focus();
  await assessor.press('c');
  await conflict.pass(assessor, () => Promise.resolve());
  await desk.grid(assessor).waitFor();
  await desk.view(assessor, 'all');
  await desk.open(assessor, 0);
  await caseScreen.shown(assessor);
  await caseScreen.statement(assessor);
  await assess.grade(assessor, 'D');
  await assess.risk(assessor, 'n');
  await assess.fillDecision(assessor, 'It can be checked without approaching anyone.');
  await assess.hold(assessor);
  await assess.signNow(assessor);
  await assess.send(assessor, {
    title: 'Enquiries',
    request: 'Please secure what systems already hold.',
    onRecipients: () => Promise.resolve(),
    onPreview: () => Promise.resolve(),
  });
  await inSync(assessor);
  await inSync(investigator);
}, 300_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const form = (name: string) => investigator.page().getByRole('group', { name, exact: true });
const log = () => investigator.page().getByRole('region', { name: 'The investigation' });

/** By its letter, from the buttons; fills what is asked for and signs by key. */
async function enter(key: string, title: string, choose: Record<string, string>, words?: string): Promise<void> {
  await investigator.page().getByRole('group', { name: 'What may be done now' }).focus();
  await investigator.press(key);
  await form(title).waitFor();
  for (const [label, code] of Object.entries(choose))
    await form(title).getByLabel(label, { exact: true }).selectOption(code);
  if (words !== undefined) await form(title).getByRole('textbox').last().fill(words);
  await investigator.press('Control+Enter');
  await form(title).waitFor({ state: 'detached' });
}

describe('an investigator', () => {
  it('acknowledges, and then accepts by key', async () => {
    await referrals.open(investigator, () => Promise.resolve());
    await referrals.acknowledge(investigator);
    await investigator.page().getByRole('button', { name: 'Accept the referral' }).waitFor();
    await inLightAndDark(investigator, 'ReferralScreen', 'to accept or return');
    await enter('a', 'Accept the referral', {});
    await log().getByText('Referral accepted: an investigation begins').waitFor();
  });

  it('is told what is missing before anything is signed, and loses no word by leaving', async () => {
    await investigator.page().getByRole('group', { name: 'What may be done now' }).focus();
    await investigator.press('l');
    await form('Log a step').getByRole('textbox').last().fill('Duty states were asked for.');
    await investigator.press('Control+Enter');
    await form('Log a step').getByRole('alert').getByText('Choose one of the list.').waitFor();
    await investigator.press('Escape');
    await referrals.open(investigator, () => Promise.resolve());
    expect(await form('Log a step').getByRole('textbox').last().inputValue()).toBe('Duty states were asked for.');
    await form('Log a step').getByLabel('Steps of an investigation').selectOption('ENQUIRIES');
    await investigator.press('Control+Enter');
    await log().getByText('Enquiries made').waitFor();
    await log().getByText('Duty states were asked for.').waitFor();
  });

  it('records only what can follow: a dismissal after a case to answer, a list after a dismissal', async () => {
    await enter('s', 'Severity, if proved', { 'Severity if proved': 'GM' }, 'Abuse of position.');
    await enter('m', 'Interim measure', { 'Interim measures': 'SUSPENDED' }, 'Redeployment would not do.');
    await investigator.page().getByRole('group', { name: 'What may be done now' }).focus();
    await investigator.press('o');
    const offered = form('Outcome of proceedings').getByLabel('Disciplinary outcome').locator('option');
    expect(await offered.allInnerTexts()).not.toContain('Dismissal without notice');
    await inLightAndDark(investigator, 'ReferralScreen', 'recording an outcome');
    await form('Outcome of proceedings').getByRole('button', { name: 'Not now' }).click();
    await enter('o', 'Outcome of proceedings', { 'Disciplinary outcome': 'CASE_TO_ANSWER_GM' });
    await enter('o', 'Outcome of proceedings', { 'Disciplinary outcome': 'DISMISSED' });
    await enter('x', 'Close the investigation', { 'How an investigation closed': 'PROCEEDINGS_ENDED' }, 'It is over.');
    await log().getByText('Investigation closed: Proceedings ended').waitFor();
    await inLightAndDark(investigator, 'ReferralScreen', 'closed');
    await inSync(investigator);
  });

  it('leaves the desk with what happened and without a word of the file', async () => {
    await inSync(assessor);
    await openStage(assessor, 'send');
    const did = assessor.page().getByRole('list', { name: 'What its recipients did' });
    await did.getByText('Dismissal without notice').waitFor();
    const said = await did.innerText();
    expect(said).toContain('Referral accepted');
    for (const words of ['Duty states', 'Abuse of position', 'It is over']) expect(said).not.toContain(words);
    expect(await office.exported()).not.toContain('Duty states');
  });
});

describe('statistics', () => {
  it('count it, open the case behind the figure, and are looked over by axe', async () => {
    expect((await ask(assessor, 'statistics.read', EVER)).counts).toMatchObject({
      received: 4,
      assessed: 1,
      referred: 1,
      investigation: 1,
      misconduct_found: 1,
      dismissed: 1,
      closed: 1,
      convicted: 0,
    });
    const page = assessor.page();
    await page.getByRole('button', { name: /^Figures/ }).click();
    await page.getByRole('combobox', { name: 'Time', exact: true }).selectOption('all');
    await page.getByRole('button', { name: '1 reports: Dismissed. Open them' }).click();
    const behind = page.getByRole('complementary', { name: 'The reports behind the figure' });
    await behind.getByRole('button').nth(1).waitFor();
    await inLightAndDark(assessor, 'StatisticsScreen');
    await behind.getByRole('listitem').getByRole('button').click();
    await caseScreen.shown(assessor);
    await assessor.press('Alt+ArrowLeft');
    await page.getByRole('main', { name: 'Figures' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Time', exact: true }).inputValue()).toBe('all');
  });

  it('of a time without reports say so', async () => {
    const page = assessor.page();
    await page.getByLabel('Received from').fill('2000-01-01');
    await page.getByLabel('to', { exact: true }).fill('2000-01-02');
    await page.getByText('No report was received in this time.').waitFor();
    await inLightAndDark(assessor, 'StatisticsScreen', 'empty');
  });
});
