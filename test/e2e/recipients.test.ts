/** Who is told of a case, at one workstation and by keyboard: an oversight body, a safeguarding unit, the charity, the list of all. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { chooseTheme, type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, desk, openStage } from '../../scripts/tour/screens.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';
import { tabTo } from './support/tab-to.ts';

let office: Office;
let a: Person;
let cases: Map<string, string>;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

async function shoot(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'recipients');
  mkdirSync(folder, { recursive: true });
  await a.page().screenshot({ path: join(folder, `${name}.png`) });
}
async function command(typed: string): Promise<void> {
  await a.press('Control+k');
  await a.page().getByRole('combobox', { name: 'Command' }).waitFor();
  await a.page().keyboard.type(typed);
  await a.page().getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
  await a.press('Enter');
}
const type = (words: string) => a.page().keyboard.type(words);
/** Into the field of this name by Tab, then what is typed: words, or the beginning of what a list offers. */
const fill = async (name: RegExp, words: string) => {
  await tabTo(a, name);
  await type(words);
};
const drawer = (name: RegExp) => a.page().getByRole('complementary', { name });
const recipients = () => a.page().getByRole('region', { name: 'Recipients' });
const entry = (name: RegExp) => recipients().getByRole('listitem').filter({ hasText: name }).first();

async function openCase(caseId: string): Promise<void> {
  await command('Go to the Desk');
  await a.page().getByRole('main', { name: 'Desk' }).waitFor();
  await desk.view(a, 'all');
  await desk.openCase(a, caseId);
  await caseScreen.shown(a);
}
const signAs = (caseId: string, name: string, facets: object, payload: object = {}) =>
  ask(a, 'case.sign', { caseId, type: name, facets, payload } as never);

beforeAll(async () => {
  office = await openOffice(
    ['R-1', 'R-2'].map((reference) =>
      report({
        reference,
        narrative: 'The sergeant took money at the custody desk.',
        subjects: [{ name: 'Otto Vesper', rank: 'sergeant', station: 'Harrowmere' }],
        receivedAt: hoursAgo(30),
        disseminatedAt: hoursAgo(28),
        categories: ['INFO_FOR_GAIN'],
      }),
    ),
  );
  a = await office.assessor('desk', office.organisation.assessor);
  cases = await casesByReference(a);
  await ask(a, 'screen.sign', { none: [...cases.values()], declared: [] });
  const caseId = cases.get('R-1')!;
  const grounds = [{ ground: 'IOPC_CORRUPTION', answer: 'yes' }];
  await signAs(caseId, 'assessed', { stage: 'referral_test', round: 1, grounds, becameClearAt: hoursAgo(3) });
  const rationale = { rationale: 'Credible and grave.', optionsRejected: [] };
  await signAs(caseId, 'decided', { outcomes: ['investigate', 'safeguard'], route: 'here' }, rationale);
  await inSync(a);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('recipients, by keyboard', () => {
  it('of a mandatory referral: the form waits for the notice of the authority and says so', async () => {
    const caseId = cases.get('R-1')!;
    await openCase(caseId);
    await openStage(a, 'send');
    await shoot('send-before');
    await command('Record who was told');
    await drawer(/A recipient is told/).waitFor();
    await fill(/^Who was told/, 'Ov');
    await drawer(/A recipient is told/)
      .getByText(/Sign the notice to the appropriate authority first/)
      .first()
      .waitFor();
    await inLightAndDark(a, 'RecipientsPanel.tsx', 'refused');
    await a.press('Escape');
    await signAs(caseId, 'authority_notified', { toldAt: hoursAgo(2) }, { who: 'Deputy, Harrowmere' });
    // What was chosen is there again, and the case has the notice by now.
    await command('Record who was told');
    const form = drawer(/A recipient is told/);
    await form.getByRole('group', { name: 'Grounds' }).waitFor();
    expect(await form.getByRole('checkbox', { name: /Serious corruption/ }).isChecked()).toBe(true);
    await form.locator('select:focus').first().waitFor();
    await a.press('Control+Enter');
    await form.getByText('Say who took it there.').waitFor();
    await fill(/^Who took it there/, 'Referral inbox of the body');
    await fill(/^What was passed on/, 'The report as graded, and the referral form.');
    await fill(/^How it went/, 'Th');
    await shoot('tell-oversight');
    await inLightAndDark(a, 'RecipientsPanel.tsx', 'told');
    await a.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
    await entry(/Oversight body/)
      .getByText(/They acknowledge it/)
      .waitFor();
    const { clocks } = await readCase(a, caseId);
    expect(clocks.map(({ clock }) => clock)).not.toContain('mandatory_referral');
  });

  it('answer step by step, and only what may come next is offered', async () => {
    const act = async () => {
      await a.page().locator('[data-pane=assess]').focus();
      await tabTo(a, /^Record an answer: Oversight body/);
      await a.press('Enter');
      await drawer(/Oversight body: what happened/).waitFor();
    };
    const form = drawer(/Oversight body: what happened/);
    await act();
    const offered = await form.getByRole('radio').allInnerTexts();
    expect(offered.map((words) => words.split('\n')[0])).toEqual([
      'Acknowledged',
      'Entered by mistake',
      'We asked them again',
    ]);
    await tabTo(a, /^What happened/);
    await a.press('1');
    await a.press('Control+Enter');
    await form.getByText('Write down their reference.').waitFor();
    await fill(/^Their reference/, '2026/123456');
    await shoot('answer-oversight');
    await inLightAndDark(a, 'RecipientsPanel.tsx', 'answer');
    await a.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
    await entry(/Oversight body/)
      .getByText(/They determine the mode/)
      .waitFor();
    await act();
    await tabTo(a, /^What happened/);
    await a.press('1');
    // Past the choice of that name, to its field.
    await a.press('Tab');
    await fill(/^Mode of investigation/, 'Lo');
    await a.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
    await entry(/Oversight body/)
      .getByText('Mode determined: Local investigation')
      .waitFor();
    const read = await readCase(a, cases.get('R-1')!);
    expect(read.recipients).toMatchObject([{ kind: 'oversight', state: 'accepted', code: 'LOCAL', body: 'IOPC' }]);
  });

  it('without a workstation that could open a pack are refused with the reason and the way on, and that is recorded', async () => {
    const units = await ask(a, 'directory.units', {});
    const none = units.find(({ workstations, kind }) => workstations === 0 && kind !== 'desk' && kind !== 'audit')!;
    await a
      .page()
      .getByRole('radio', { name: new RegExp(`^${none.name}`) })
      .focus();
    await a.press('Space');
    await a.page().getByText('No workstation of that unit could open it.').waitFor();
    await shoot('refused');
    await inSync(a);
    await until('the refusal is in the journal', async () =>
      (await office.exported()).includes('"code":"no_recipient_workstation"'),
    );
  });

  it('of the charity: one code and no word, beside its questions', async () => {
    await a.press('Control+3');
    await a
      .page()
      .getByRole('tab', { name: /^Questions and feedback/ })
      .focus();
    await a.press('Enter');
    const charity = a.page().getByRole('region', { name: 'The charity' });
    await charity.waitFor();
    expect(await charity.getByRole('textbox').count()).toBe(0);
    await fill(/^Tell the charity/, 'Re');
    await a.press('Control+Enter');
    await charity.getByText(/^Told: Received/).waitFor();
    // The form is empty again, and takes what is chosen next.
    await charity.locator('[data-draft=false]').first().waitFor();
    await inSync(a);
    // By the arrow: letters that follow one another within a second are one word to a list.
    await tabTo(a, /^Tell the charity/);
    await a.press('ArrowDown');
    await shoot('charity');
    await inLightAndDark(a, 'CaseScreen', 'charity');
    await a.press('Control+Enter');
    await charity.getByText(/^Told: Acted on/).waitFor();
    const { clocks } = await readCase(a, cases.get('R-1')!);
    expect(clocks.filter(({ clock }) => clock.includes('charity'))).toEqual([]);
  });

  it('stand in one list, what is overdue first, by kind and state, and open their case where they stand', async () => {
    const late = cases.get('R-2')!;
    const told = { kind: 'safeguarding', toldAt: hoursAgo(2), means: 'TELEPHONE', asks: ['WELFARE_CHECK'] };
    await signAs(late, 'recipient_told', told, { who: 'Duty desk', passed: 'The address.' });
    await inSync(a);
    await command('Go to the referrals');
    const grid = a.page().getByRole('grid', { name: 'Recipients' });
    await grid.waitFor();
    await grid.getByRole('row').nth(2).waitFor();
    expect(await grid.getByRole('row').nth(1).innerText()).toMatch(/passed.*Safeguarding unit/s);
    await a.page().getByText('1 overdue, 0 due soon').waitFor();
    await shoot('referrals-light');
    await inLightAndDark(a, 'ReferralsScreen', 'sent');
    await command('Filter');
    await a.page().getByRole('button', { name: 'Detectives' }).and(a.page().locator(':focus')).waitFor();
    await tabTo(a, /^Oversight body$/);
    await a.press('Space');
    await until('one row is left', async () => (await grid.getByRole('row').count()) === 2);
    await grid.focus();
    await a.press('Enter');
    await caseScreen.shown(a);
    await entry(/Oversight body/).waitFor();
    await command('Clocks: everything');
    await a.page().getByRole('main', { name: 'Clocks' }).waitFor();
    await command('everybody');
    await a.page().getByText('Safeguarding unit: Told').first().waitFor();
    await shoot('clocks');
  });

  it('are legible in the dark, at 1280 by 720 and at 200 per cent', async () => {
    await openCase(cases.get('R-1')!);
    await openStage(a, 'send');
    for (const theme of ['light', 'dark'] as const) {
      await chooseTheme(a, theme);
      for (const [width, height] of [
        [1440, 900],
        [1280, 720],
        [640, 360],
      ] as const) {
        await resize(a, width, height);
        await recipients().waitFor({ state: 'attached' });
        await a.page().waitForTimeout(300);
        await shoot(`send-${theme}-${width}`);
        await command('Go to the referrals');
        await a.page().getByRole('grid', { name: 'Recipients' }).waitFor();
        await shoot(`list-${theme}-${width}`);
        await openCase(cases.get('R-1')!);
        await openStage(a, 'send');
      }
    }
    await resize(a, 1280, 720);
    await chooseTheme(a, 'light');
  });
});
