/** The assessor knows somebody: the case leaves their Desk, nobody reads why, and a colleague brings it to its end. */
import { describe, expect, it } from 'vitest';
import { assess, desk } from '../../../scripts/tour/screens.ts';
import { ask, casesByReference, until } from '../../e2e/support/bridge.ts';
import { caseOn, command, nameOf, screenAll, type Stage, toDesk } from '../support/cast.ts';
import { endOf } from '../support/ended.ts';
import { picture } from '../support/pictures.ts';
import { acquaintance } from '../support/reports.ts';
import { expectEnd } from '../support/told.ts';
import { acknowledge, decide, enter, meet, openCase, openReferral, send, statement } from '../support/work.ts';

const { reference } = acquaintance;
const title = 'Calls for one firm of locksmiths';

export function conflictOfInterest(stage: () => Stage): void {
  let caseId: string;

  describe('a conflict of interest', () => {
    it('is declared on the sheet of names, before a word of the report is shown', async () => {
      const assessor = await stage().person('assessor');
      const page = assessor.page();
      caseId = await stage().arrives(acquaintance, assessor);
      await toDesk(assessor);
      await desk.grid(assessor).focus();
      await assessor.press('c');
      await page.getByRole('heading', { name: 'Might you know somebody here?' }).waitFor();
      await assessor.press('Control+Enter');
      await page.getByRole('heading', { name: 'Do you know any of these names?' }).waitFor();
      await page.getByRole('option', { name: /Helena Strand/ }).waitFor();
      await assessor.press('y');
      await page.getByRole('option', { name: /Helena Strand/, selected: true }).waitFor();
      await assessor.press('Control+Enter');
      const sure = page.getByRole('dialog', { name: /^Declare/ });
      await sure.waitFor();
      await assessor.press('Control+Enter');
      await sure.waitFor({ state: 'hidden' });
      await until('it has left the Desk', async () => !(await casesByReference(assessor)).has(reference));
      await toDesk(assessor);
      for (const words of ['locksmiths', 'Strand', reference]) expect(await desk.find(assessor, words)).toBe(0);
      await desk.clearSearch(assessor);
      await meet(assessor);
    });

    it('is given to somebody else, and cannot be given to them', async () => {
      const supervisor = await stage().person('supervisor');
      const page = supervisor.page();
      const assessor = (await ask(await stage().person('assessor'), 'session.me', {})).user;
      await caseOn(supervisor, reference);
      const tried = await ask(supervisor, 'desk.sign', {
        acts: [{ caseId, type: 'allocated', facets: { to: assessor } }],
      });
      expect(tried.refused.map(({ reason }) => reason)).toEqual(['cannot_receive']);
      await screenAll(supervisor);
      await command(supervisor, 'Supervision: approvals');
      const screen = page.getByRole('main', { name: 'Supervision' });
      await screen.waitFor();
      await supervisor.press('Control+3');
      const list = screen.getByRole('grid');
      await list.waitFor();
      await list.focus();
      await supervisor.press('a');
      await supervisor.press('Home');
      const here = list.locator('[data-here=true]').filter({ hasText: reference });
      for (let row = await list.getByRole('row').count(); row > 0 && !(await here.isVisible()); row--)
        await supervisor.press('ArrowDown');
      await here.waitFor();
      await supervisor.press('Space');
      const to = screen.getByRole('radiogroup', { name: `${reference} goes to` });
      expect(await to.getByRole('radio', { name: nameOf('assessor') }).count()).toBe(0);
      await to.getByRole('radio', { name: nameOf('supervisor') }).click();
      await picture(supervisor, 'allocation');
      await supervisor.press('Control+Enter');
      await screen
        .getByText(/Allocated: 1/)
        .first()
        .waitFor();
      await meet(supervisor);
    });

    it('is assessed by the colleague and goes to another force’s unit', async () => {
      const supervisor = await stage().person('supervisor');
      await openCase(supervisor, caseId);
      await statement(supervisor, 0, 'D');
      await assess.risk(supervisor, 'n');
      await assess.codes(supervisor);
      await assess.referralTest(supervisor);
      await decide(supervisor, {
        outcomes: 'i',
        force: 'Kent',
        rationale: 'Nobody of this force should look into its own inspector here.',
      });
      await stage().person('investigator');
      await send(supervisor, { title, request: 'Please find out who owns the firm.' });
    });

    it('ends with no case, and shows the one who knew her nothing to the last', async () => {
      const supervisor = await stage().person('supervisor');
      const assessor = await stage().person('assessor');
      const investigator = await stage().person('investigator');
      await openReferral(investigator, title);
      await acknowledge(investigator);
      await enter(investigator, { key: 'a', title: 'Accept the referral' });
      await enter(investigator, {
        key: 'x',
        title: 'Close the investigation',
        choose: { 'How an investigation closed': 'NO_CASE' },
        words: 'The list was closed by the borough, not by her.',
      });
      await meet(investigator, supervisor, assessor);
      await expectEnd(supervisor, caseId, 'acknowledged', [
        'report_received',
        'screened',
        'screened',
        'allocated',
        'graded',
        'decided',
        'referred',
        '→ acknowledged',
        '→ referral_accepted',
        '→ investigation_closed',
      ]);
      const declared = (await ask(supervisor, 'case.read', { caseId, peek: true })).file!.timeline.filter(
        ({ type, facets }) => type === 'screened' && facets.result === 'declared',
      );
      expect(declared).toHaveLength(1);
      const closed = await ask(assessor, 'case.read', { caseId, peek: true });
      expect([closed.file, closed.row.subject, closed.row.screened]).toEqual([null, null, 'declared']);
      await toDesk(assessor);
      expect(await desk.find(assessor, 'locksmiths')).toBe(0);
      await desk.clearSearch(assessor);
      endOf(reference, caseId);
    });
  });
}
