/** A report about an officer of another force: sent on, taken up there, referred, and closed. */
import { describe, expect, it } from 'vitest';
import { assess, caseScreen, desk, openStage } from '../../../scripts/tour/screens.ts';
import { ask, casesByReference, until } from '../../e2e/support/bridge.ts';
import { tabTo } from '../../e2e/support/tab-to.ts';
import { caseOn, command, screenAll, type Stage, toDesk } from '../support/cast.ts';
import { endOf } from '../support/ended.ts';
import { picture } from '../support/pictures.ts';
import { misrouted } from '../support/reports.ts';
import { expectEnd, linesOnScreen } from '../support/told.ts';
import { acknowledge, decide, enter, meet, openCase, openReferral, send, statement } from '../support/work.ts';

const { reference } = misrouted;
const note = 'He works at Medway: this is for the Kent desk.';
const why = 'The officer, the firm and the yard are all in Kent.';
const title = 'Vehicle checks for a recovery firm';

export function transfer(stage: () => Stage): void {
  let caseId: string;

  describe('a transfer', () => {
    it('begins on the wrong desk, whose assessor says where it belongs', async () => {
      const assessor = await stage().person('assessor');
      caseId = await stage().arrives(misrouted, assessor);
      await screenAll(assessor);
      await openCase(assessor, caseId);
      await caseScreen.note(assessor, note);
      await meet(assessor);
    });

    it('is sent on by the supervisor, who sees beforehand who will read it', async () => {
      const supervisor = await stage().person('supervisor');
      const assessor = await stage().person('assessor');
      // Somebody must be there to receive it.
      await stage().person('kent');
      const page = supervisor.page();
      await caseOn(supervisor, reference);
      await screenAll(supervisor);
      await openCase(supervisor, caseId);
      await command(supervisor, 'Transfer this case');
      const dialog = page.getByRole('dialog', { name: /Transfer case/ });
      await dialog.waitFor();
      await supervisor.press('ArrowDown');
      await dialog.getByRole('region', { name: 'Will see it' }).getByText('Bronwen Tarrant').waitFor();
      await tabTo(supervisor, /^Why/);
      await page.keyboard.type(why);
      await picture(supervisor, 'transfer');
      await supervisor.press('Control+Enter');
      await dialog.waitFor({ state: 'hidden' });
      await meet(supervisor, assessor);
      await toDesk(assessor);
      const gone = assessor.page().getByRole('list', { name: 'Cases that have gone' });
      await gone.getByText(new RegExp(`^${reference} went to .*Kent.*Sunita Vale`)).waitFor({ timeout: 60_000 });
      for (const person of [assessor, supervisor])
        await until('it has left', async () => !(await casesByReference(person)).has(reference));
      expect(await desk.find(assessor, 'Brandreth')).toBe(0);
      await desk.clearSearch(assessor);
    });

    it('is taken up by the other desk with its whole history, and referred', async () => {
      const kent = await stage().person('kent');
      await caseOn(kent, reference);
      await screenAll(kent);
      await openCase(kent, caseId);
      expect((await linesOnScreen(kent)).join('\n')).toContain('Transferred to');
      expect((await ask(kent, 'case.read', { caseId, peek: true })).file!.annotations[0]!.text).toBe(note);
      await statement(kent, 0, 'D');
      await assess.risk(kent, 'n');
      await assess.codes(kent);
      await assess.referralTest(kent);
      await decide(kent, { outcomes: 'i', rationale: 'The payments can be looked into without asking anybody.' });
      await stage().person('investigator');
      await send(kent, { title, request: 'Please find out who looked up the cars of that firm.' });
    });

    it('ends when the investigators close it, on the desk that sent the referral', async () => {
      const kent = await stage().person('kent');
      const investigator = await stage().person('investigator');
      await openReferral(investigator, title);
      await acknowledge(investigator);
      await enter(investigator, { key: 'a', title: 'Accept the referral' });
      await enter(investigator, {
        key: 'l',
        title: 'Log a step',
        choose: { 'Steps of an investigation': 'ENQUIRIES' },
        words: 'The logs of a year were read.',
      });
      await enter(investigator, {
        key: 'x',
        title: 'Close the investigation',
        choose: { 'How an investigation closed': 'NOT_ESTABLISHED' },
        words: 'No query without a reason was found.',
      });
      await meet(investigator, kent);
      await openStage(kent, 'send');
      await kent.page().getByText('Investigation closed: Could not be established').first().waitFor();
      await expectEnd(kent, caseId, 'acknowledged', [
        'report_received',
        'screened',
        'annotated',
        'moved',
        'screened',
        'graded',
        'decided',
        'referred',
        '→ acknowledged',
        '→ referral_accepted',
        '→ investigation_closed',
      ]);
      endOf(reference, caseId);
    });
  });
}
