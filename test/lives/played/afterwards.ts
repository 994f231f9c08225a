/** When the five lives are over: the figures, the audit, what is held about a person, and the end of a shift. */
import { describe, expect, it } from 'vitest';
import { type Milestone, milestones } from '../../../shared/domain/statistics/measure.ts';
import { deskOf } from '../../../shared/domain/compartment.ts';
import { assess, caseScreen, desk } from '../../../scripts/tour/screens.ts';
import { passphrase } from '../../e2e/support/office.ts';
import { ask, until } from '../../e2e/support/bridge.ts';
import { command, type Stage, toDesk, units } from '../support/cast.ts';
import { ended } from '../support/ended.ts';
import { countsOf, countsOfHub, countsOnScreen, logsOf, recounted } from '../support/figures.ts';
import { picture } from '../support/pictures.ts';
import { emergency, misrouted, rumour } from '../support/reports.ts';
import { meet, urgentAction } from '../support/work.ts';

/** What the five lives came to, told by hand; what lies on the desks besides was received and nothing more. */
const byHand: Readonly<Partial<Record<Milestone, number>>> = {
  assessed: 5,
  transferred: 2,
  safeguarding: 1,
  recorded: 1,
  referred: 4,
  investigation: 4,
  returned: 1,
  charged: 1,
  convicted: 1,
  misconduct_found: 1,
  dismissed: 1,
  closed: 4,
};

export function afterwards(stage: () => Stage): void {
  describe('the figures', () => {
    it('are a recount of the events: on the screen, on each workstation, and at the hub', async () => {
      const supervisor = await stage().person('supervisor');
      await meet(...stage().seated());
      expect(ended.size).toBe(5);
      const logs = await logsOf(stage());
      for (const caseId of ended.values()) expect([...logs.keys()]).toContain(caseId);
      const all = recounted(logs.values());
      for (const milestone of milestones)
        if (milestone !== 'received') expect([milestone, all[milestone]]).toEqual([milestone, byHand[milestone] ?? 0]);
      expect(all.received).toBe(logs.size);
      expect(await countsOfHub(stage())).toEqual(all);
      const ofMet = recounted([...logs.values()].filter(({ desk }) => desk === deskOf(units.met)));
      expect(await countsOf(supervisor)).toEqual(ofMet);
      expect(await countsOnScreen(supervisor)).toEqual(ofMet);
      await picture(supervisor, 'figures');
      // To whom a case is closed, it is counted as well.
      expect(await countsOf(await stage().person('assessor'))).toEqual(ofMet);
      expect(logs.get(ended.get(misrouted.reference)!)!.desk).toBe(deskOf(units.kent));
    });
  });

  describe('the information officer', () => {
    it('finds what is held about a person, passage by passage', async () => {
      const supervisor = await stage().person('supervisor');
      const page = supervisor.page();
      await command(supervisor, 'What is held about');
      await page.getByRole('main', { name: 'What is held about a person' }).waitFor();
      await page.getByLabel('Name', { exact: true }).fill('Dominic Fairweather');
      await supervisor.press('Enter');
      await page.getByRole('heading', { name: 'Not looked at' }).waitFor();
      const passages = page.getByRole('list', { name: 'Passages' });
      await passages.getByRole('listitem').first().waitFor();
      expect(await page.getByText(emergency.reference).count()).toBeGreaterThan(0);
      await picture(supervisor, 'person-held');
    });
  });

  describe('the auditor', () => {
    it('reads who did what, the refused disposal with it, and proves it against the hub’s checkpoints', async () => {
      await meet(...stage().seated());
      await stage().leave('investigator');
      const auditor = await stage().person('auditor');
      const page = auditor.page();
      await page.getByRole('main', { name: 'Audit' }).waitFor();
      const grid = page.getByRole('grid', { name: 'Entries of the audit' });
      await grid.waitFor();
      await until('the journals have come', async () => {
        await ask(auditor, 'sync.now', {});
        const { list, total } = await ask(auditor, 'audit.open', { reference: rumour.reference });
        const lines = await ask(auditor, 'audit.slice', { list, from: 0, to: Math.min(200, total) });
        return lines.some(({ type }) => type === 'disposal_refused');
      });
      await page.getByLabel('Case', { exact: true }).fill(rumour.reference);
      const refused = grid.getByRole('row').filter({ hasText: 'Disposal refused' });
      await refused.waitFor();
      await grid.focus();
      await auditor.press('Home');
      for (let row = Number(await refused.getAttribute('aria-rowindex')); row > 2; row--)
        await auditor.press('ArrowDown');
      await auditor.press('Enter');
      const depth = page.getByRole('complementary', { name: 'The entry in depth' });
      await depth.getByText('The case is under a legal hold, and nothing of it may be erased.').waitFor();
      await depth.getByText(/^(Proved|It is in the log)/).waitFor();
      await picture(auditor, 'audit-entry');
      await auditor.press('Escape');
      await page.getByLabel('Case', { exact: true }).fill('');
      await grid.focus();
      await auditor.press('c');
      const checked = page.getByRole('complementary', { name: 'Check against the hub’s checkpoints' });
      await checked.getByText(/entries are proved/).waitFor();
      expect(await checked.getByText('DIFFERS').count()).toBe(0);
    });
  });

  describe('an evening', () => {
    it('ends with a hand-over and a lock, after which nothing is on the screen', async () => {
      const assessor = await stage().person('assessor');
      await toDesk(assessor);
      await desk.view(assessor, 'unallocated');
      await desk.grid(assessor).focus();
      await assessor.press('Home', 'a');
      await assessor
        .page()
        .getByRole('radiogroup', { name: /^Holder/ })
        .waitFor();
      await assessor.press('m', 'Control+Enter');
      await desk.view(assessor, 'mine');
      await desk.open(assessor, 0);
      await caseScreen.shown(assessor);
      await assess.fillDecision(assessor, 'The rota of that month would show', 'i');
      await urgentAction(assessor, 'Ask for the rota before it is overwritten');
      await command(assessor, 'Hand-over');
      await assessor.page().getByRole('main', { name: 'Hand-over' }).waitFor();
      await assessor.page().getByText('Ask for the rota before it is overwritten').first().waitFor();
      await picture(assessor, 'hand-over');
      await assessor.lock();
      expect(await assessor.page().getByText('LIFE-').count()).toBe(0);
      await picture(assessor, 'locked');
      await assessor.unlock(passphrase);
      await assessor.page().getByRole('main', { name: 'Hand-over' }).waitFor();
    });
  });
}
