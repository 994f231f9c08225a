/** The screens as a person finds them: by role and by name. A changed button changes this file and no test. */
import { View } from '../../shared/bridge/desk.ts';
import type { Person } from './person.ts';

const byRole = (person: Person) => person.page().getByRole.bind(person.page());

const fingerprint = /^[0-9a-f]{4}( [0-9a-f]{4}){7}$/;

export const setUpScreen = {
  shown: (person: Person) => byRole(person)('button', { name: /^Set up/ }).waitFor(),
  /** Enrols with what the demonstration has filled in, and answers the fingerprint that is shown. */
  async submit(person: Person): Promise<string> {
    await byRole(person)('button', { name: /^Set up/ }).click();
    return (await person.page().getByText(fingerprint).innerText()).trim();
  },
  goOn: (person: Person) => byRole(person)('button', { name: /^Go on/ }).click(),
};

export const desk = {
  grid: (person: Person) => byRole(person)('grid'),
  rows: (person: Person) =>
    desk
      .grid(person)
      .getByRole('row')
      .filter({ has: person.page().locator('[role=gridcell]') }),
  /** How many rows the list has, seen or not. */
  async total(person: Person): Promise<number> {
    return Number(await desk.grid(person).getAttribute('aria-rowcount')) - 1;
  },
  async waitForTotal(person: Person, total: number): Promise<void> {
    await person
      .page()
      .waitForFunction(
        (wanted) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) - 1 >= wanted,
        total,
        { timeout: 600_000 },
      );
  },
  /** Chooses a view: by its key where it has one, else in the row of views. */
  async view(person: Person, view: View): Promise<void> {
    const button = byRole(person)('navigation', { name: 'Views' }).getByRole('button', {
      name: new RegExp(`^${view}`, 'i'),
    });
    const key = View.options.indexOf(view) + 1;
    if (key <= 7) await person.press(`Control+${key}`);
    else await button.click();
    await button.and(person.page().locator('[aria-current=true]')).waitFor();
    // As after a key: the rows have the focus, where there are any.
    if (key > 7 && (await desk.grid(person).isVisible())) await desk.grid(person).focus();
  },
  search: (person: Person) => person.page().getByLabel('Search the Desk'),
  /** Settles a search and answers how many cases hold the words. */
  async find(person: Person, words: string): Promise<number> {
    await desk.search(person).fill(words);
    await person.press('Enter');
    const line = person
      .page()
      .getByRole('main', { name: 'Desk' })
      .getByText(/ found$/)
      .first();
    await line.waitFor();
    // The count is settled once it stays: the search while typing counts the last word as a beginning.
    for (let last = ''; ;) {
      const now = await line.innerText();
      if (now === last) return Number(now.replaceAll(/\D/g, ''));
      last = now;
      await person.page().waitForTimeout(700);
    }
  },
  async clearSearch(person: Person): Promise<void> {
    await desk.search(person).fill('');
    await person.press('Enter');
  },
  /** Docked beside the rows on a wide window, where it may be open already; a drawer elsewhere. */
  async peek(person: Person): Promise<void> {
    const peek = byRole(person)('complementary', { name: /^Peek/ }).or(byRole(person)('dialog', { name: /^Peek/ }));
    if (!(await peek.first().isVisible())) await person.press('Space');
    await peek.first().waitFor();
  },
  async open(person: Person, index: number): Promise<void> {
    await desk.grid(person).focus();
    await person.press('Home');
    for (let row = 0; row < index; row++) await person.press('ArrowDown');
    await person.press('Enter');
  },
  /** Back from whatever was opened over it: the first `Escape` may only end the marking mode. */
  async back(person: Person): Promise<void> {
    const screen = byRole(person)('main', { name: 'Desk' });
    for (let tries = 0; tries < 4; tries++) {
      await person.press('Escape');
      await screen.waitFor({ timeout: 1000 }).catch(() => undefined);
      if (await screen.isVisible()) return;
    }
    await screen.waitFor();
  },
  row: (person: Person, caseId: string) => desk.grid(person).locator(`[data-case="${caseId}"]`),
  /** Opens a case whose row is in view. A list that is renewed between the two clicks takes the second for a first. */
  async openCase(person: Person, caseId: string): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      await desk.row(person, caseId).dblclick();
      const left = desk.grid(person).waitFor({ state: 'hidden', timeout: 5000 });
      if (
        await left.then(
          () => true,
          () => false,
        )
      )
        return;
    }
    await desk.grid(person).waitFor({ state: 'hidden' });
  },
};

export const conflict = {
  /** Both sheets, nobody known: signs every case that waits. */
  async pass(person: Person, onSheet: (sheet: 'roles' | 'names') => Promise<void>): Promise<void> {
    const screen = byRole(person)('region', { name: 'Conflict pass' });
    for (;;) {
      await byRole(person)('heading', { name: 'Might you know somebody here?' })
        .or(byRole(person)('heading', { name: 'Every case is screened.' }))
        .or(desk.grid(person))
        .first()
        .waitFor();
      if (
        !(await screen.isVisible()) ||
        (await byRole(person)('button', { name: /^Continue to the names/ }).count()) === 0
      )
        return;
      await onSheet('roles');
      await person.press('Control+Enter');
      await byRole(person)('heading', { name: 'Do you know any of these names?' }).waitFor();
      await onSheet('names');
      await person.press('Control+Enter');
      await byRole(person)('heading', { name: 'Do you know any of these names?' }).waitFor({
        state: 'hidden',
        timeout: 300_000,
      });
    }
  },
};

const stageKey = { risk: 1, people: 2, codes: 4, referralTest: 5, decision: 6, send: 7 } as const;

export const caseScreen = {
  narrative: (person: Person) => person.page().locator('[data-narrative]'),
  shown: (person: Person) => caseScreen.narrative(person).waitFor(),
  /** Marks the first sentence with a letter of the marking mode. */
  async markFirstSentence(person: Person, letter: string): Promise<void> {
    await caseScreen.narrative(person).focus();
    // F2 turns the marking mode on and off; on, the text is a listbox of sentences.
    if (!(await byRole(person)('listbox', { name: /sentence/i }).isVisible())) await person.press('F2');
    await person.press('Home', letter);
  },
  /** Marks the first sentence as a statement, and waits until its card has the focus. */
  async statement(person: Person): Promise<void> {
    await caseScreen.markFirstSentence(person, 's');
    await person.page().locator('[data-group=information] :focus').waitFor();
  },
  async note(person: Person, words: string): Promise<void> {
    await caseScreen.markFirstSentence(person, 'n');
    const form = person.page().getByRole('form', { name: /^Note/ });
    await form.getByLabel('Your note').fill(words);
    await person.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
  },
};

export async function openStage(person: Person, stage: keyof typeof stageKey): Promise<void> {
  await person.press(`Control+${stageKey[stage]}`);
  await byRole(person)('region', { name: 'Assess' })
    .getByRole('heading', { level: 2, name: new RegExp(`^${stageKey[stage]} `) })
    .waitFor();
  // The stage takes the focus with its next frame; a key pressed before would go elsewhere.
  await person
    .page()
    .locator('[data-pane=assess]:focus, [data-pane=assess] :focus')
    .first()
    .waitFor({ state: 'attached' });
}
const group = (person: Person, name: string | RegExp) => byRole(person)('radiogroup', { name });
/** Presses a key while one of the choices of a group has the focus. */
const answer = (person: Person, name: string | RegExp, key: string) =>
  group(person, name).locator('[tabindex="0"]').first().press(key);
const signed = (person: Person, words: RegExp) =>
  byRole(person)('region', { name: 'Assess' }).getByText(words).first().waitFor();

export const assess = {
  /** Source, handling and codes are prefilled; the information grade is chosen. */
  async grade(person: Person, information: string): Promise<void> {
    await openStage(person, 'codes');
    await answer(person, 'Information', information);
    await person.press('Control+Enter');
    await signed(person, new RegExp(`\\[2${information}C\\]`));
  },
  async risk(person: Person, danger: 'y' | 'n' | 'u'): Promise<void> {
    await openStage(person, 'risk');
    await answer(person, 'Anyone in danger now?', danger);
    await person.press('Control+Enter');
    await byRole(person)('region', { name: 'Signed earlier' }).first().waitFor();
  },
  async codes(person: Person): Promise<void> {
    await openStage(person, 'codes');
    await byRole(person)('tab', { name: 'Categories and severity' }).click();
    const standards = byRole(person)('group', { name: 'Standards' });
    await standards.getByRole('checkbox').first().check();
    await group(person, 'Severity, if proved').getByRole('radio').first().click();
    await person.press('Control+Enter');
    await byRole(person)('region', { name: 'Signed earlier' }).first().waitFor();
  },
  /** No on every ground. */
  async referralTest(person: Person): Promise<void> {
    await openStage(person, 'referralTest');
    const grounds = byRole(person)('region', { name: 'Assess' }).getByRole('radiogroup');
    await grounds.first().locator('[tabindex="0"]').first().focus();
    for (let ground = await grounds.count(); ground > 0; ground--) await person.press('n');
    await person.press('Control+Enter');
    await byRole(person)('region', { name: 'Signed earlier' }).first().waitFor();
  },
  rationale: (person: Person) => person.page().getByLabel('Rationale', { exact: true }),
  /** Fills the decision: `i` investigate, `s` safeguard or `r` record, by the route of this unit. */
  async fillDecision(person: Person, rationale: string, outcome: 'i' | 's' | 'r' = 'i'): Promise<void> {
    await openStage(person, 'decision');
    const outcomes = byRole(person)('group', { name: /^Outcome/ });
    await outcomes.getByRole('checkbox').first().press(outcome);
    await group(person, 'Route').getByRole('radio').first().click();
    await assess.rationale(person).fill(rationale);
  },
  heldCard: (person: Person) => byRole(person)('region', { name: 'Held' }),
  /** Signs the decision that is filled, which is then held. */
  hold: (person: Person) => hold(person),
  /** Does not wait for the hold to run out. */
  async signNow(person: Person): Promise<void> {
    await assess.heldCard(person).waitFor();
    await person.press('Control+Enter');
    await assess.heldCard(person).waitFor({ state: 'hidden' });
  },
  async decide(person: Person, rationale: string, onForm: () => Promise<void>): Promise<void> {
    await assess.fillDecision(person, rationale);
    await onForm();
    await signHeld(person);
    await byRole(person)('article', { name: /decision/i })
      .first()
      .waitFor();
  },
  async send(
    person: Person,
    pack: { title: string; request: string; onRecipients: () => Promise<void>; onPreview: () => Promise<void> },
  ): Promise<void> {
    await openStage(person, 'send');
    const recipients = byRole(person)('group', { name: 'Who receives it' });
    await recipients.getByRole('radio').first().waitFor();
    await pack.onRecipients();
    await recipients.locator('[data-closed=false] input[type=radio]').first().check();
    await byRole(person)('tab', { name: /Request/ }).click();
    await person.page().getByLabel('Title').fill(pack.title);
    await person
      .page()
      .getByLabel(/^(Request|What is asked)/)
      .fill(pack.request);
    await byRole(person)('button', { name: 'Preview' }).click();
    const preview = byRole(person)('dialog', { name: 'Preview of the pack' });
    await preview.waitFor();
    const warnings = preview.getByRole('region', { name: 'What could lead back to the reporter' });
    for (const why of await warnings.getByRole('textbox').all()) await why.fill('It tells nothing of who reported.');
    await pack.onPreview();
    await person.press('Control+Enter');
    await preview.waitFor({ state: 'hidden' });
    await held(person);
  },
  acknowledgement: (person: Person) =>
    byRole(person)('region', { name: 'Assess' })
      .getByText(/acknowledged/i)
      .first(),
};

async function signHeld(person: Person): Promise<void> {
  await hold(person);
  await held(person);
}

/** Signs a form that is held: the first `Ctrl+Enter` may list what is open, the next one holds it. */
async function hold(person: Person): Promise<void> {
  await person.press('Control+Enter');
  const card = byRole(person)('region', { name: 'Held' });
  const open = byRole(person)('region', { name: 'What is missing' }).or(
    byRole(person)('alert', { name: 'What is missing' }),
  );
  await card.or(open).first().waitFor();
  if (!(await card.isVisible())) await person.press('Control+Enter');
  await card.waitFor();
}

/** Waits until the hold has run out and the words are signed. */
async function held(person: Person): Promise<void> {
  const card = byRole(person)('region', { name: 'Held' });
  await card.waitFor();
  await card.waitFor({ state: 'hidden' });
}

export const referrals = {
  async open(person: Person, onList: () => Promise<void>): Promise<void> {
    const row = byRole(person)('row')
      .filter({ has: person.page().locator('[role=gridcell]') })
      .first();
    await row.waitFor({ timeout: 120_000 });
    await onList();
    await row.click();
    await person.press('Enter');
    await byRole(person)('main', { name: 'Referral' }).waitFor();
  },
  async acknowledge(person: Person): Promise<void> {
    await byRole(person)('button', { name: /^Acknowledge/ })
      .first()
      .waitFor();
    await person.press('Control+Enter');
    await byRole(person)('main', { name: 'Referral' })
      .getByText(/acknowledged/i)
      .first()
      .waitFor();
  },
};
