/** A rumour: recorded, approved, held, and in the end disposed of by two people; the words go, the figures stay. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskOf } from '../../../shared/domain/compartment.ts';
import type { Person } from '../../../scripts/tour/person.ts';
import { assess } from '../../../scripts/tour/screens.ts';
import { readCase, until } from '../../e2e/support/bridge.ts';
import { caseOn, command, screenAll, type Stage, units } from '../support/cast.ts';
import { endOf } from '../support/ended.ts';
import { countsOf, logsOf, recounted } from '../support/figures.ts';
import { picture } from '../support/pictures.ts';
import { rumour } from '../support/reports.ts';
import { expectEnd } from '../support/told.ts';
import { decide, meet, openCase, stands, statement } from '../support/work.ts';

const { reference } = rumour;
const whyNot = 'It names no place, no time and no person who could be found.';
const Erasures = z.object({
  erasures: z.array(z.object({ caseId: z.string(), confirmed: z.int(), waiting: z.array(z.unknown()) })),
});

const pane = (person: Person) => person.page().getByRole('complementary', { name: 'Keeping of the case' });
async function act(person: Person, key: string, title: string) {
  await pane(person).focus();
  await person.press(key);
  const dialog = person.page().getByRole('dialog', { name: title });
  await dialog.waitFor();
  return dialog;
}

export function disposal(stage: () => Stage): void {
  let caseId: string;

  describe('a disposal', () => {
    it('begins as a decision of no further action, which waits for a supervisor', async () => {
      const assessor = await stage().person('assessor');
      caseId = await stage().arrives(rumour, assessor);
      await screenAll(assessor);
      await openCase(assessor, caseId);
      await statement(assessor, 0, 'E');
      await assess.risk(assessor, 'n');
      await assess.codes(assessor);
      await assess.referralTest(assessor);
      await decide(assessor, { outcomes: 'r', rationale: whyNot });
      await assessor.page().getByRole('article', { name: 'Decision: waits for approval' }).waitFor();
      await picture(assessor, 'waits-for-approval');
      await meet(assessor);
    });

    it('is approved by the supervisor, by keys', async () => {
      const supervisor = await stage().person('supervisor');
      const page = supervisor.page();
      await caseOn(supervisor, reference);
      await screenAll(supervisor);
      await command(supervisor, 'Supervision: approvals');
      const screen = page.getByRole('main', { name: 'Supervision' });
      await screen.waitFor();
      await supervisor.press('Control+1');
      await screen.getByRole('grid').getByText('No further action').waitFor({ timeout: 60_000 });
      await screen.getByRole('grid').focus();
      await supervisor.press('Enter');
      const form = page.getByRole('group', { name: 'Approve or return the decision' });
      await form.getByRole('radiogroup').locator('[tabindex="0"]').first().focus();
      await supervisor.press('a');
      await picture(supervisor, 'approval');
      await supervisor.press('Control+Enter');
      await form.waitFor({ state: 'hidden' });
      const assessor = await stage().person('assessor');
      await meet(supervisor, assessor);
      await stands(assessor, caseId, 'decided');
    });

    it('is refused while it is held, with the reason and the way on', async () => {
      const supervisor = await stage().person('supervisor');
      await openCase(supervisor, caseId);
      await command(supervisor, 'Keep, hold or dispose of this case');
      await pane(supervisor).getByRole('heading', { name: reference }).waitFor();
      const hold = await act(supervisor, 'h', 'Set a legal hold');
      await hold.getByRole('combobox').selectOption({ label: 'Civil claim' });
      await hold.getByRole('textbox', { name: 'Why' }).fill('The owner of a red car has written.');
      await supervisor.press('Control+Enter');
      await hold.waitFor({ state: 'hidden' });
      const propose = await act(supervisor, 'd', 'Propose to dispose of the case');
      await propose.getByRole('radio', { name: /^It must not be kept/ }).click();
      await propose.getByRole('textbox', { name: 'Why' }).fill('It is about nobody who can be found.');
      await supervisor.press('Control+Enter');
      await propose.getByText('The case is under a legal hold, and nothing of it may be erased.').waitFor();
      await picture(supervisor, 'disposal-refused');
      await supervisor.press('Escape');
      await propose.waitFor({ state: 'hidden' });
      const lift = await act(supervisor, 'l', 'Lift the hold');
      await lift.getByRole('textbox', { name: 'Why' }).fill('The claim was withdrawn.');
      await supervisor.press('Control+Enter');
      await lift.waitFor({ state: 'hidden' });
      await meet(supervisor);
    });

    it('needs a second supervisor, and then the words are gone from every workstation', async () => {
      const supervisor = await stage().person('supervisor');
      const assessor = await stage().person('assessor');
      const kent = await stage().person('kent');
      await meet(kent);
      const logs = [...(await logsOf(stage())).values()];
      expect(await countsOf(kent)).toEqual(recounted(logs.filter(({ desk }) => desk === deskOf(units.kent))));
      await stage().leave('kent');
      const second = await stage().person('second');
      await caseOn(second, reference);
      await screenAll(second);
      const before = await countsOf(supervisor);
      const propose = await act(supervisor, 'd', 'Propose to dispose of the case');
      await propose.getByRole('radio', { name: /^It must not be kept/ }).click();
      await propose.getByRole('textbox', { name: 'Why' }).fill('It is about nobody who can be found.');
      await supervisor.press('Control+Enter');
      await propose.waitFor({ state: 'hidden' });
      await meet(supervisor, second);
      const page = second.page();
      await command(second, 'Records: review');
      await page.getByRole('button', { name: /Disposal proposed/ }).press('Enter');
      await page.getByRole('grid').getByText(reference).waitFor();
      const approve = await act(second, 'a', 'Approve the disposal');
      await page.keyboard.press('Space');
      await picture(second, 'disposal-approve');
      await second.press('Control+Enter');
      await approve.waitFor({ state: 'hidden' });
      await meet(second, supervisor, assessor);
      for (const person of [second, supervisor, assessor]) {
        await until('the words are gone', async () => (await readCase(person, caseId)).file?.report === null);
        expect(JSON.stringify((await readCase(person, caseId)).file)).not.toContain(whyNot);
      }
      await until('every workstation that is there has confirmed it', async () => {
        await meet(second, supervisor, assessor);
        const { erasures } = Erasures.parse(JSON.parse(await stage().hub('erasures', '--json')));
        const [erased] = erasures.filter((one) => one.caseId === caseId);
        return erased !== undefined && erased.confirmed >= 3 && erased.waiting.length === 0;
      });
      expect(await countsOf(supervisor)).toEqual(before);
      await pane(supervisor)
        .getByRole('button', { name: /^Open the case/ })
        .press('Enter');
      await supervisor
        .page()
        .getByText('The contents of this report were erased. What was done with it stays below.')
        .waitFor();
      await expectEnd(supervisor, caseId, 'decided', [
        'report_received',
        'screened',
        'decided',
        'decision_reviewed',
        'hold_set',
        'hold_lifted',
        'disposal_proposed',
        'erased',
      ]);
      endOf(reference, caseId);
    });
  });
}
