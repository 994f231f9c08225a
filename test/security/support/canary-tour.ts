/** The day's work with a canary in every field: the steps of the tour, and what the tour has no need to type. */
import type { Person } from '../../../scripts/tour/person.ts';
import { assess, caseScreen, desk, openStage, referrals } from '../../../scripts/tour/screens.ts';
import { ask, inSync } from '../../e2e/support/bridge.ts';
import type { Canaries } from './canaries.ts';

const field = (person: Person, label: string | RegExp) => person.page().getByLabel(label).first();
const radios = (person: Person, name: string) =>
  person.page().getByRole('radiogroup', { name }).locator('[tabindex="0"]').first();

/** Search, palette and peek: words that are typed and signed nowhere. */
export async function lookAround(person: Person, { canary }: Canaries): Promise<void> {
  await desk.view(person, 'all');
  await desk.find(person, canary('query'));
  await desk.find(person, canary('narrative'));
  await desk.clearSearch(person);
  await desk.grid(person).focus();
  await person.press('Control+k');
  await person.page().keyboard.type(canary('palette'));
  await person.press('Escape');
  await desk.grid(person).focus();
  await person.press('Home');
  await desk.peek(person);
}

/** Marks, notes, grades, assesses and decides the first case. */
export async function assessCase(person: Person, { canary }: Canaries): Promise<void> {
  await desk.open(person, 0);
  await caseScreen.shown(person);
  await caseScreen.statement(person);
  await caseScreen.note(person, `compare ${canary('note')}`);

  await openStage(person, 'codes');
  await radios(person, 'Source').press('1');
  await field(person, 'Why an anonymous source is reliable').fill(`because ${canary('graderemark')}`);
  await radios(person, 'Information').press('D');
  await person.press('Control+Enter');
  await person.page().getByText('[1DC]').first().waitFor();

  await openStage(person, 'risk');
  await field(person, 'Threat: level').selectOption({ index: 1 });
  await field(person, 'Threat: rationale').fill(canary('threat'));
  await person.page().getByRole('textbox', { name: 'Note', exact: true }).fill(canary('risknote'));
  await assess.risk(person, 'n');
  await assess.codes(person);
  await assess.referralTest(person);

  await assess.fillDecision(person, `first hand, ${canary('rationale')}`);
  await person.page().getByRole('button', { name: 'Add an option' }).click();
  await field(person, 'Option 1').fill(canary('option'));
  await field(person, 'Why option 1 was rejected').fill(canary('whynot'));
  await assess.hold(person);
  await assess.signNow(person);
}

/** Sends the pack, whose statement is the report's first sentence. */
export const sendPack = (person: Person, { canary }: Canaries): Promise<void> =>
  assess.send(person, {
    title: `Enquiries ${canary('packtitle')}`,
    request: `Secure ${canary('packrequest')} first.`,
    onRecipients: () => Promise.resolve(),
    onPreview: () => Promise.resolve(),
  });

/** The investigator's part. */
export async function acknowledgePack(person: Person, { canary }: Canaries): Promise<void> {
  await referrals.open(person, () => Promise.resolve());
  await field(person, /^Note to the sender/).fill(canary('receipt'));
  await referrals.acknowledge(person);
}

/** A colleague who was offline decides the same case: the hub refuses the words, and they come back to their author. */
export async function decideToo(person: Person, caseId: string, { canary }: Canaries): Promise<void> {
  await ask(person, 'screen.sign', { none: [caseId], declared: [] });
  await ask(person, 'case.sign', {
    caseId,
    type: 'decided',
    facets: { outcomes: ['record'], route: 'here' },
    payload: { rationale: `on the contrary, ${canary('refused')}`, optionsRejected: [] },
    basedOn: null,
  });
}

/** Lets the colleague's words go to the hub, and waits until they are refused. */
export async function meetRefusal(person: Person): Promise<void> {
  await ask(person, 'sync.pause', { paused: false });
  await inSync(person);
  const refused = await ask(person, 'refusals.read', {});
  if (refused.length !== 1) throw new Error(`${refused.length} events were refused`);
}
