/** Finding things by keyboard: what a search takes, how it says what it cannot read, and the way to every hit in a case. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk } from '../../scripts/tour/screens.ts';
import { demonstrationFiles } from '../../server/demo/files.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { attachmentsOf } from './support/files.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

const { sheet } = demonstrationFiles();
const given = attachmentsOf([
  sheet,
  { filename: 'list.txt', bytes: Buffer.from('One.\nThe quillfeather was found.\nAnd saffron again.\n') },
]);
let office: Office;
let person: Person;
let cases: Map<string, string>;

beforeAll(async () => {
  office = await openOffice(
    [
      report({
        reference: 'SE-1',
        narrative:
          'He sells the ledger at the back of the market. The smell of saffron is everywhere.\n' +
          'Jane Tolliver knows of it, and of the saffron, and says nothing.',
        subjects: [{ name: 'Jane Tolliver', rank: 'sergeant', station: 'Harbour Lane' }],
        attachments: given.attachments,
      }),
      report({
        reference: 'SE-2',
        narrative: 'At the market he is known; he sits at the back. The ledgers are burnt.',
        subjects: [{ name: 'Rex Underhill' }],
        force: 'WMP',
        receivedAt: '2025-12-20T08:15:00Z',
      }),
      report({
        reference: 'SE-3',
        narrative: 'The café in Rhyl keeps a ledger of its own.',
        subjects: [{ name: 'Tolliver Marsh' }],
        force: 'WMP',
        receivedAt: '2026-02-03T08:15:00Z',
      }),
      report({ reference: 'SE-4', narrative: 'Nothing else was seen.', receivedAt: '2026-03-01T08:15:00Z' }),
    ],
    given.put,
  );
  person = await office.assessor('assessor', office.organisation.assessor);
  cases = await casesByReference(person);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

const page = () => person.page();
const role = (...args: Parameters<ReturnType<Person['page']>['getByRole']>) => page().getByRole(...args);
const field = () => role('combobox', { name: 'Search the Desk' });
const alert = () => role('search').getByRole('alert');

async function picture(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'search');
  mkdirSync(folder, { recursive: true });
  await page().screenshot({ path: join(folder, `${name}.png`) });
}

/** Goes to the field and puts these words in place of what stands there. */
async function typed(words: string): Promise<void> {
  await person.press('Control+f');
  await until('the field has the focus', async () => field().evaluate((input) => input === document.activeElement));
  await person.press('Control+a', 'Delete');
  await page().keyboard.type(words);
}
const settled = async (words: string) => {
  await typed(words);
  await person.press('Enter');
};
/** The references of the rows that are shown, in their order. */
async function shown(): Promise<string[]> {
  const rows = await desk.rows(person).evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.case ?? ''));
  return [...cases].filter(([, caseId]) => rows.includes(caseId)).map(([reference]) => reference);
}
async function finds(words: string, wanted: readonly string[]): Promise<void> {
  await settled(words);
  await until(
    `${words} finds ${wanted.join(', ')}`,
    async () =>
      (await role('main', { name: 'Desk' })
        .getByText(`${wanted.length} case${wanted.length === 1 ? '' : 's'} found`)
        .isVisible()) && JSON.stringify((await shown()).toSorted()) === JSON.stringify(wanted.toSorted()),
    20_000,
  );
}

/** What is marked as the hit where one is, and whether the focus is there. */
const here = () =>
  page().evaluate(() => {
    const [range] = CSS.highlights.get('search-hit-here') ?? [];
    if (range === undefined) return null;
    return {
      words: (range as Range).toString(),
      focused: document.activeElement?.contains((range as Range).startContainer) === true,
      drawn: (range as Range).getBoundingClientRect().height > 0,
    };
  });
const inNarrative = () =>
  page().evaluate(() => ({
    words: [...document.querySelectorAll('[data-narrative] [class*=active][class*=hit]')].map(
      (each) => each.textContent,
    ),
    focused: document.activeElement?.matches('[data-narrative]') === true,
  }));
async function landed(words: string): Promise<void> {
  await until(
    `${words} is marked and has the focus`,
    async () => {
      const now = await here();
      return now?.words === words && now.focused && now.drawn;
    },
    20_000,
  );
}
/** Opens the only case of a search out of the Desk. */
async function openOnly(words: string): Promise<void> {
  await finds(words, ['SE-1']);
  await until('the rows have the focus', async () =>
    desk.grid(person).evaluate((grid) => grid.contains(document.activeElement)),
  );
  await person.press('Home', 'Enter');
  await page()
    .locator(`[data-case-open="${cases.get('SE-1')!}"]`)
    .waitFor();
}
const hitLine = () => role('search', { name: 'Search in this case' });
const stageShown = (name: RegExp) =>
  role('region', { name: 'Assess' }).getByRole('heading', { level: 2, name }).waitFor();

describe('before the conflict screen', () => {
  it('no name is found, whoever is asked for and however, and excerpts show none', async () => {
    await desk.view(person, 'all');
    await desk.grid(person).focus();
    for (const words of ['Tolliver', 'subject:Tolliver', 'subject:toll*', '"Jane Tolliver"']) {
      await settled(words);
      await role('heading', { name: 'No case here holds these words.' }).waitFor();
    }
    await finds('saffron', ['SE-1']);
    const text = await desk.rows(person).first().innerText();
    expect(text).toContain('saffron');
    expect(text).not.toMatch(/Tolliver|Jane/);
    await desk.clearSearch(person);
    await desk.grid(person).focus();
    await person.press('c');
    await conflict.pass(person, () => Promise.resolve());
    await desk.view(person, 'all');
    await finds('Tolliver', ['SE-1', 'SE-3']);
  });
});

describe('a search', () => {
  it('takes words, phrases, beginnings of words and words left out, without regard to case and accents', async () => {
    await finds('market BACK', ['SE-1', 'SE-2']);
    await finds('"back of the market"', ['SE-1']);
    await finds('ledger', ['SE-1', 'SE-3']);
    await finds('ledger*', ['SE-1', 'SE-2', 'SE-3']);
    await finds('cafe', ['SE-3']);
    await finds('ledger* -burnt', ['SE-1', 'SE-3']);
  });

  it('counts the last word as a beginning while it is typed, and as a whole after Enter', async () => {
    await typed('ledge');
    await until('all three are there', async () => (await shown()).length === 3);
    await person.press('Enter');
    await role('heading', { name: 'No case here holds these words.' }).waitFor();
  });

  it('takes fields, each by itself and several together with words', async () => {
    await finds('subject:tolliver', ['SE-1', 'SE-3']);
    await finds('subject:"jane tolliver"', ['SE-1']);
    await finds('force:WMP', ['SE-2', 'SE-3']);
    await finds('received:>2026-01-01', ['SE-1', 'SE-3', 'SE-4']);
    await finds('force:wmp received:>2026-01-01 ledger', ['SE-3']);
    await finds('subject:tolliver -force:WMP', ['SE-1']);
  });

  it('offers its fields while one is typed, to be taken by keyboard', async () => {
    await typed('subj');
    await role('option', { name: /^subject:/ }).waitFor();
    await person.press('ArrowDown');
    await until('the field is pointed at', async () => (await field().getAttribute('aria-activedescendant')) !== null);
    await person.press('Enter');
    await until('it stands there', async () => (await field().inputValue()) === 'subject:');
    await page().keyboard.type('underhill');
    await person.press('Enter');
    await until('the case is found', async () => JSON.stringify(await shown()) === '["SE-2"]');
  });

  it('that cannot be read says at which character, why, and what would do', async () => {
    for (const [words, at, instead] of [
      ['ledger "back of', 'At character 8: this quotation mark is left open.', 'Close it, or remove it.'],
      ['market received:>2026-02-31', 'At character 17: this is no day of the calendar.', 'received:>2026-01-01'],
      ['force:', 'At character 1: nothing is asked of this field.', 'force:MPS'],
      ['colour:red', 'At character 1: there is no such field.', 'Put the words between quotation marks'],
    ] as const) {
      await settled(words);
      await alert().getByText(at).waitFor();
      expect(await alert().innerText()).toContain(instead);
      expect(await field().getAttribute('aria-invalid')).toBe('true');
      // It is put right where it was typed.
      expect(await field().evaluate((input) => input === document.activeElement)).toBe(true);
    }
    await inLightAndDark(person, 'DeskScreen', 'search-fault');
    await picture('fault');
    await person.press('Escape');
    await until('the search is cleared', async () => (await field().inputValue()) === '');
  });

  it('marks its hits in each row', async () => {
    await finds('"back of the market" saffron', ['SE-1']);
    const marked = await desk.rows(person).first().locator('mark').allInnerTexts();
    expect(marked).toContain('back of the market');
    await inLightAndDark(person, 'DeskScreen', 'search-results');
    await picture('results');
  });

  it('keeps its words through a lock', async () => {
    await finds('ledger', ['SE-1', 'SE-3']);
    await person.lock();
    await person.unlock(passphrase);
    await desk.grid(person).waitFor();
    await until('the same rows are there', async () => (await shown()).length === 2);
    expect(await field().inputValue()).toBe('ledger');
  });
});

describe('from a hit on the Desk', () => {
  it('finds what was written since, and the text of a file from when it was first opened', async () => {
    const caseId = cases.get('SE-1')!;
    const sign = (type: string, facets: object, payload: object) =>
      ask(person, 'case.sign', { caseId, type, facets, payload } as never);
    await desk.clearSearch(person);
    await desk.openCase(person, caseId);
    await caseScreen.shown(person);
    await caseScreen.note(person, 'The quokka was seen; more saffron.');
    const check = await sign(
      'check_requested',
      { check: 'HR', authority: 'LINE_SUPERVISOR' },
      { about: 'Who held the bicycle', purpose: 'To place her' },
    );
    await sign('check_answered', { check: check.event, result: 'found' }, { text: 'A velocipede was booked out.' });
    const quill = crypto.randomUUID();
    await sign(
      'person_identified',
      { person: quill, role: 'witness', identification: 'possible' },
      { name: 'Zebedee Quill', collarNumber: 'PC9981', basis: 'The roster says albatross.' },
    );
    await sign('task_set', { kind: 'task', holder: null }, { text: 'Ask the quartermaster' });
    await sign('assessed', { stage: 'risk', round: 1, danger: 'no' }, { note: 'A tangerine of a note.', thrive: {} });
    await sign(
      'decided',
      { outcomes: ['record'], route: 'here' },
      { rationale: 'The thimble decides it, and the saffron.', optionsRejected: [] },
    );
    await sign('safe_contact_set', {}, { who: 'Her sister', how: 'By the marmalade shop', when: '', never: 'At home' });
    await sign(
      'assessed',
      { stage: 'indicators', round: 1, level: 'MEDIUM' },
      { indicators: { WEAPON: 'yes' }, indicatorWords: { WEAPON: 'She saw a cutlass.' } },
    );
    await sign('concern_raised', { kind: 'malicious' }, { why: 'The almanac contradicts it.' });
    await sign('authority_notified', { toldAt: '2026-03-02T10:00:00.000Z' }, { who: 'Chief Constable Pomfret' });
    await sign('linked', { other: cases.get('SE-4')!, kind: 'see_also', on: true }, { why: 'Both name the gazebo.' });
    await until('the decision stands', async () => (await readCase(person, caseId)).file!.decisions.length === 1);
    // Both files are opened once by keyboard: their text is searched from then on.
    await until('the files are here', async () =>
      (await ask(person, 'attachment.list', { caseId })).every(({ state }) => state === 'here'),
    );
    const palette = async (words: string) => {
      await person.press('Control+k');
      await role('combobox', { name: 'Command' }).fill(words);
      await person.press('Enter');
    };
    await palette('Open the first file');
    await page().locator('canvas[data-page="1"]').waitFor({ state: 'attached' });
    await until('the text of the PDF is kept', async () => (await hitsOf('brought back')) > 0, 20_000);
    await palette('Next file of the report');
    await until('the text of the list is kept', async () => (await hitsOf('quillfeather')) > 0, 20_000);
    await inSync(person);
    await desk.back(person);
  });
  const hitsOf = async (search: string) =>
    (await ask(person, 'attachment.hits', { caseId: cases.get('SE-1')!, search, typing: false })).length;

  it('the narrative is opened at the hit', async () => {
    await openOnly('"back of the market"');
    await until('the phrase is marked', async () => {
      const now = await inNarrative();
      return now.words.join('') === 'back of the market' && now.focused;
    });
    await inLightAndDark(person, 'CaseScreen', 'hits');
    await picture('narrative');
    await desk.back(person);
  });

  for (const [words, place, hit, at] of [
    ['quokka', 'Note', 'quokka', () => role('region', { name: 'Note' }).waitFor()],
    ['velocipede', 'Research', 'velocipede', () => stageShown(/^3 /)],
    ['albatross', 'Person', 'albatross', () => stageShown(/^2 /)],
    ['tangerine', 'Assessment', 'tangerine', () => stageShown(/^1 /)],
    ['thimble', 'Decision', 'thimble', () => stageShown(/^6 /)],
    ['quartermaster', 'Task', 'quartermaster', () => role('complementary', { name: /^Tasks/ }).waitFor()],
    ['marmalade', 'Safeguarding', 'marmalade', () => role('tab', { name: 'Safe contact', selected: true }).waitFor()],
    ['cutlass', 'Assessment', 'cutlass', () => role('tab', { name: 'Indicators', selected: true }).waitFor()],
    ['almanac', 'Decision', 'almanac', () => stageShown(/^6 /)],
    ['pomfret', 'Assessment', 'Pomfret', () => stageShown(/^5 /)],
    ['gazebo', 'Link', 'gazebo', () => role('complementary', { name: /^Related/ }).waitFor()],
    ['quillfeather', 'File', 'quillfeather', () => role('heading', { name: 'list.txt' }).waitFor()],
    ['"brought back"', 'File', 'brought back', () => page().getByText('Page 2 of 2').waitFor()],
  ] as const)
    it(`a hit in ${place.toLowerCase()} (${hit}) is opened where it stands, marked, with the focus there`, async () => {
      await openOnly(words);
      await landed(hit);
      await at();
      await hitLine().getByText('1 of 1').waitFor();
      expect(await hitLine().innerText()).toContain(place);
      await picture(`hit-${hit.replace(' ', '-')}`);
      if (hit === 'thimble') await inLightAndDark(person, 'CaseScreen', 'hit-decision');
      if (hit === 'brought back') await inLightAndDark(person, 'CaseScreen', 'hit-file');
      await desk.back(person);
    });

  it('F3 and Shift+F3 lead through every hit of the case, and round', async () => {
    await openOnly('saffron');
    const position = (at: number) => hitLine().getByText(`${at} of 5`).waitFor();
    await position(1);
    await until('the narrative has the focus', async () => (await inNarrative()).focused);
    await person.press('F3');
    await position(2);
    await person.press('F3');
    await position(3);
    await landed('saffron');
    await role('region', { name: 'Note' }).waitFor();
    await person.press('F3');
    await position(4);
    await landed('saffron');
    await stageShown(/^6 /);
    await person.press('F3');
    await position(5);
    await landed('saffron');
    await role('heading', { name: 'list.txt' }).waitFor();
    await person.press('F3');
    await position(1);
    await until('the text is back', async () => (await inNarrative()).focused);
    await person.press('Shift+F3');
    await position(5);
    await landed('saffron');
    await desk.back(person);
  });

  it('Ctrl+F searches the open case for other words, and Esc goes back to the text', async () => {
    await openOnly('saffron');
    await until('the narrative has the focus', async () => (await inNarrative()).focused);
    await person.press('Control+f');
    const own = page().getByLabel('Words to find in this case');
    await until('the field has the focus', async () => own.evaluate((input) => input === document.activeElement));
    await page().keyboard.type('thimb');
    await hitLine().getByText('hits: 1').waitFor();
    await inLightAndDark(person, 'CaseScreen', 'find-in-case');
    await picture('find-in-case');
    await person.press('Enter');
    await landed('thimble');
    await person.press('Control+f');
    await until('the field has the focus', async () => own.evaluate((input) => input === document.activeElement));
    await person.press('Escape');
    await until('the focus is in the text', async () =>
      page().evaluate(() => document.activeElement?.matches('[data-narrative]') === true),
    );
    expect(await hitLine().count()).toBe(0);
    await desk.back(person);
  });

  it('help and palette know the keys', async () => {
    await openOnly('saffron');
    await hitLine().waitFor();
    await person.press('F1');
    const help = role('dialog');
    await help.getByText('Next search hit').waitFor();
    await help.getByText('Previous search hit').waitFor();
    await person.press('Escape');
    await desk.back(person);
  });
});
