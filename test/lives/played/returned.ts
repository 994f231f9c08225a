/** A referral that its recipients cannot begin with: returned, made better, sent again, and ended with a dismissal. */
import { describe, expect, it } from 'vitest';
import { assess, openStage } from '../../../scripts/tour/screens.ts';
import { readCase } from '../../e2e/support/bridge.ts';
import { screenAll, type Stage } from '../support/cast.ts';
import { endOf } from '../support/ended.ts';
import { picture } from '../support/pictures.ts';
import { thin } from '../support/reports.ts';
import { expectEnd } from '../support/told.ts';
import { acknowledge, decide, enter, meet, openCase, openReferral, send, statement } from '../support/work.ts';

const { reference } = thin;
const first = 'Messages to women met on duty';
const again = 'Messages to women met on duty, with a night';
const officeWords = 'Nothing to ask a record about: no night, no place.';

export function returned(stage: () => Stage): void {
  let caseId: string;

  describe('a returned referral', () => {
    it('is assessed and decided without a line, and nothing of it waits to be written again', async () => {
      const assessor = await stage().person('assessor');
      const page = assessor.page();
      caseId = await stage().arrives(thin, assessor);
      await screenAll(assessor);
      await openCase(assessor, caseId);
      await stage().office.hubDown();
      await statement(assessor, 0, 'D');
      await picture(assessor, 'case-statement');
      await assess.risk(assessor, 'n');
      await assess.codes(assessor);
      await assess.referralTest(assessor);
      await decide(assessor, {
        outcomes: 'i',
        rationale: 'The messages can be found on the telephones that the force issues.',
        onForm: () => picture(assessor, 'decision'),
      });
      await assessor
        .syncLine()
        .filter({ hasText: /Offline.*[1-9]\d* waiting · 0 refused/ })
        .waitFor();
      await page.getByRole('article', { name: 'Decision: signed' }).waitFor();
      await picture(assessor, 'offline');
      await stage().office.hubUp();
      await meet(assessor);
    });

    it('comes back with a reason, and without a word of the investigators’ own file', async () => {
      const assessor = await stage().person('assessor');
      const investigator = await stage().person('investigator');
      await send(assessor, {
        title: first,
        request: 'Please look at the messages of the telephone that he was issued with.',
        onPreview: () => picture(assessor, 'pack-preview'),
      });
      await openReferral(investigator, first);
      await picture(investigator, 'referral');
      await acknowledge(investigator);
      await enter(investigator, {
        key: 'r',
        title: 'Return the referral',
        choose: { 'Reason, which the desk sees': 'TOO_LITTLE' },
        words: officeWords,
        onForm: () => picture(investigator, 'referral-return'),
      });
      await investigator.page().getByText('The desk has it again.').waitFor();
      await meet(investigator, assessor);
      await openStage(assessor, 'send');
      await assessor.page().getByText('Referral returned: Too little to begin with').first().waitFor();
      await picture(assessor, 'desk-returned');
      expect(JSON.stringify((await readCase(assessor, caseId)).file)).not.toContain(officeWords);
    });

    it('is sent again with the statements that were missing, and accepted', async () => {
      const assessor = await stage().person('assessor');
      const investigator = await stage().person('investigator');
      await statement(assessor, 2, 'C');
      await statement(assessor, 4, 'C');
      await send(assessor, {
        title: again,
        request: 'Please compare the shift record of that night with the messages.',
      });
      await openReferral(investigator, again);
      await acknowledge(investigator);
      await enter(investigator, { key: 'a', title: 'Accept the referral' });
    });

    it('ends with a dismissal and the barred list, in that order and no other', async () => {
      const assessor = await stage().person('assessor');
      const investigator = await stage().person('investigator');
      const page = investigator.page();
      await enter(investigator, {
        key: 's',
        title: 'Severity, if proved',
        choose: { 'Severity if proved': 'GM' },
        words: 'Abuse of position for a sexual purpose.',
      });
      await page.getByRole('group', { name: 'What may be done now' }).focus();
      await investigator.press('o');
      const form = page.getByRole('group', { name: 'Outcome of proceedings', exact: true });
      const offered = form.getByLabel('Disciplinary outcome').locator('option');
      expect(await offered.allInnerTexts()).not.toContain('Dismissal without notice');
      await form.getByRole('button', { name: 'Not now' }).press('Enter');
      const outcome = { key: 'o', title: 'Outcome of proceedings' };
      await enter(investigator, { ...outcome, choose: { 'Disciplinary outcome': 'CASE_TO_ANSWER_GM' } });
      await enter(investigator, {
        ...outcome,
        choose: { 'Disciplinary outcome': 'DISMISSED' },
        onForm: () => picture(investigator, 'referral-outcome'),
      });
      await enter(investigator, {
        ...outcome,
        track: 'College lists',
        choose: { 'College of Policing lists': 'BARRED_LIST' },
      });
      await enter(investigator, {
        key: 'x',
        title: 'Close the investigation',
        choose: { 'How an investigation closed': 'PROCEEDINGS_ENDED' },
        words: 'He was dismissed after a hearing.',
      });
      await meet(investigator, assessor);
      await openStage(assessor, 'send');
      await assessor.page().getByText('Dismissal without notice').first().waitFor();
      await expectEnd(assessor, caseId, 'acknowledged', [
        'report_received',
        'screened',
        'decided',
        'referred',
        '→ acknowledged',
        '→ referral_returned',
        'referred',
        '→ acknowledged',
        '→ referral_accepted',
        '→ outcome_recorded',
        '→ outcome_recorded',
        '→ outcome_recorded',
        '→ investigation_closed',
      ]);
      endOf(reference, caseId);
    });
  });
}
