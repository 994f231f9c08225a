/** Somebody is in danger: raised with one key, taken on by name, acted on, referred, and ended before a court. */
import { describe, expect, it } from 'vitest';
import { assess, caseScreen, openStage } from '../../../scripts/tour/screens.ts';
import { readCase, until } from '../../e2e/support/bridge.ts';
import { caseOn, screenAll, type Stage, toDesk } from '../support/cast.ts';
import { endOf } from '../support/ended.ts';
import { picture } from '../support/pictures.ts';
import { emergency } from '../support/reports.ts';
import { expectEnd, linesOnScreen } from '../support/told.ts';
import {
  acknowledge,
  decide,
  enter,
  meet,
  openCase,
  openReferral,
  send,
  statement,
  urgentAction,
} from '../support/work.ts';

const { reference } = emergency;
const title = 'Control and threats at home';

export function danger(stage: () => Stage): void {
  let caseId: string;

  describe('a safeguarding emergency', () => {
    it('is raised with one key from the sentence that tells of it', async () => {
      const assessor = await stage().person('assessor');
      const supervisor = await stage().person('supervisor');
      caseId = await stage().arrives(emergency, assessor);
      await caseOn(supervisor, reference);
      await screenAll(assessor);
      await openCase(assessor, caseId);
      await caseScreen.narrative(assessor).focus();
      await assessor.press('j', 'j', 'F8');
      const sheet = assessor.page().getByRole('complementary', { name: /danger/i });
      await until('the sentence is quoted', async () =>
        (await sheet.getByLabel('Why now').inputValue()).includes('home at nine'),
      );
      await sheet.getByLabel(/^Safe contact/).fill('Through her mother alone, never at home');
      await picture(assessor, 'danger-sheet');
      await assessor.press('Control+Enter');
      await assessor
        .page()
        .getByRole('region', { name: 'Danger', exact: true })
        .getByText('not acknowledged yet')
        .waitFor();
    });

    it('is taken on by a named person, and both workstations say so', async () => {
      const assessor = await stage().person('assessor');
      const supervisor = await stage().person('supervisor');
      await toDesk(supervisor);
      const line = (person: typeof assessor) => person.page().getByRole('region', { name: 'Danger', exact: true });
      await line(supervisor).getByText(reference).waitFor({ timeout: 60_000 });
      await supervisor.press('Shift+F8');
      const sheet = supervisor.page().getByRole('complementary', { name: /danger/i });
      await sheet
        .getByRole('button', { name: /^I take this on/ })
        .and(supervisor.page().locator(':focus'))
        .waitFor();
      await picture(supervisor, 'danger-taken-on');
      await supervisor.press('Control+Enter');
      await sheet.getByText('Acknowledged by Sunita Vale').waitFor();
      await assessor
        .page()
        .getByRole('complementary', { name: /danger/i })
        .getByText('Acknowledged by Sunita Vale')
        .waitFor({ timeout: 60_000 });
      for (const person of [assessor, supervisor]) {
        await line(person).waitFor({ state: 'hidden' });
        await person.press('Escape');
      }
    });

    it('has its rules of contact and its actions before anything is decided', async () => {
      const assessor = await stage().person('assessor');
      const page = assessor.page();
      const region = page.getByRole('region', { name: 'Assess' });
      await openStage(assessor, 'risk');
      const now = page.getByRole('radiogroup', { name: 'Anyone in danger now?' });
      await now.locator('[tabindex="0"]').first().press('y');
      // Yes opens the sheet of danger; somebody has it already.
      const sheet = page.getByRole('complementary', { name: /danger/i });
      await sheet.waitFor();
      await assessor.press('Escape');
      await sheet.waitFor({ state: 'hidden' });
      await assessor.press('Control+Enter');
      await page.getByRole('region', { name: 'Signed earlier' }).first().waitFor();
      await region.getByRole('tab', { name: /^Safe contact/ }).press('Enter');
      await region.getByLabel('How', { exact: true }).fill('Through her mother');
      await region.getByLabel('Never', { exact: true }).fill('Ring or write to her at home');
      await assessor.press('Control+Enter');
      await region.getByText('In force').waitFor();
      await picture(assessor, 'safe-contact');
      await urgentAction(assessor, 'Ask the local team for a welfare check before nine');
      await region.getByRole('button', { name: 'Done' }).press('Enter');
      await region.getByText('No urgent action is open.').waitFor();
    });

    it('is decided for safeguarding and investigation, and leaves with both', async () => {
      const assessor = await stage().person('assessor');
      await stage().person('investigator');
      await statement(assessor, 1, 'D');
      await assess.codes(assessor);
      await assess.referralTest(assessor);
      await decide(assessor, {
        outcomes: 'is',
        rationale: 'She is seen to first; the searches can be proved meanwhile.',
      });
      await send(assessor, {
        title,
        request: 'Please secure the searches of the station computer, and do not warn him.',
        safeguarding: 'Contact through her mother alone.',
      });
    });

    it('ends with a conviction, of which the desk learns no word of the file', async () => {
      const assessor = await stage().person('assessor');
      const investigator = await stage().person('investigator');
      await openReferral(investigator, title);
      await investigator.page().getByText('Safeguarding: read first').waitFor();
      await acknowledge(investigator);
      await enter(investigator, { key: 'a', title: 'Accept the referral' });
      await enter(investigator, {
        key: 'm',
        title: 'Interim measure',
        choose: { 'Interim measures': 'SUSPENDED' },
        words: 'He must not have the computer.',
      });
      for (const code of ['CHARGED', 'CONVICTED'])
        await enter(investigator, {
          key: 'o',
          title: 'Outcome of proceedings',
          track: 'Criminal',
          choose: { 'Criminal outcome': code },
        });
      await enter(investigator, {
        key: 'x',
        title: 'Close the investigation',
        choose: { 'How an investigation closed': 'PROCEEDINGS_ENDED' },
        words: 'The sentence was given at the Crown Court.',
      });
      await meet(investigator, assessor);
      await openStage(assessor, 'send');
      const did = assessor.page().getByRole('list', { name: 'What its recipients did' });
      await did.getByText('Convicted').waitFor();
      expect(await did.innerText()).not.toContain('Crown Court');
      expect((await linesOnScreen(assessor)).join('\n')).toContain('Danger raised to Priya Holloway');
      const { file } = await readCase(assessor, caseId);
      expect(file!.work.alerts[0]!.acknowledged!.facets.how).toBe('here');
      await expectEnd(assessor, caseId, 'acknowledged', [
        'report_received',
        'screened',
        'danger_raised',
        'danger_acknowledged',
        'safe_contact_set',
        'task_set',
        'task_settled',
        'decided',
        'referred',
        '→ acknowledged',
        '→ referral_accepted',
        '→ outcome_recorded',
        '→ outcome_recorded',
        '→ investigation_closed',
      ]);
      endOf(reference, caseId);
    });
  });
}
