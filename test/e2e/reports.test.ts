/** Reports that mean harm or come in another script: shown as text everywhere, found by their words, names last. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../scripts/tour/person.ts';
import { assess, caseScreen, desk, referrals } from '../../scripts/tour/screens.ts';
import { casesByReference, inSync, readCase } from './support/bridge.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

const longWord = 'q'.repeat(300);
const hostile = {
  'HOSTILE/1': {
    words: 'He wrote <script>window.ran = 1</script> and <img src=x onerror="window.ran = 2"> over the kestrel roster.',
    name: '<svg onload="window.ran = 3">Doe</svg>',
    station: '<i>custody</i>',
  },
  'HOSTILE/2': {
    words: 'A \u202Egnorw\u202C word, then שלום and مرحبا, stand beside the osprey ledger.',
    name: '\u202Eeod\u202C Merrin',
    station: 'front desk',
  },
  'HOSTILE/3': { words: `The word ${longWord} was shouted.`, name: 'Z'.repeat(200), station: 'y'.repeat(200) },
  'HOSTILE/4': {
    words: 'Sent 👮‍♀️🙂 from custody🙂 with a naïve résumé from Zürich.',
    name: 'Sam 👩‍👩‍👧 Ruiz',
    station: 'vans',
  },
  'HOSTILE/5': {
    words: 'Dywedodd y rhingyll wrth y tŷ fod y dŵr yn oer yn Llanfair-is-gaer.',
    name: 'Siân Llŷr',
    station: 'gorsaf',
  },
} as const;
type Hostile = keyof typeof hostile;
const references = Object.keys(hostile) as Hostile[];

const inbound = [
  ...references.map((reference) =>
    report({
      reference,
      narrative: hostile[reference].words,
      subjects: [{ name: hostile[reference].name, station: hostile[reference].station, rank: 'Constable' }],
    }),
  ),
  report({ reference: 'NUL/1', narrative: 'Cut off \u0000 here about the plover.' }),
  report({ reference: 'FIRST/1', narrative: 'The first report about the heron file.', subjects: [] }),
  report({
    reference: 'FIRST/2',
    parentReference: 'FIRST/1',
    channel: 'follow_up',
    narrative: 'The reporter adds that the heron file has gone.',
  }),
  report({
    reference: 'NAMED/1',
    narrative: 'Sergeant Quillon Averidge kept the curlew keys. Averidge said so.',
    subjects: [{ name: 'Quillon Averidge', rank: 'Sergeant' }],
  }),
  report({
    reference: 'KNOWN/1',
    narrative: 'Inspector Tamsin Ollerenshaw lost the dunlin ledger.',
    subjects: [{ name: 'Tamsin Ollerenshaw', rank: 'Inspector' }],
  }),
];

let office: Office;
let assessor: Person;
let investigator: Person;
let cases: Map<string, string>;
const idOf = (reference: string) => cases.get(reference)!;
/** What is on the screen as words: direction marks, which a screen may spell out or leave as they are, set aside. */
const plain = (text: string) => text.replaceAll(/‹U\+20[0-9A-F]{2}›|[\u202A-\u202E]/g, '').replaceAll(/\s+/g, ' ');
const shownIn = async (person: Person, selector: string) =>
  plain((await person.page().locator(selector).allTextContents()).join(' '));
const overflowing = (person: Person) =>
  person.page().evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** No script of a report ran, no element came of it, and the window tells nothing. */
async function expectHarmless(person: Person): Promise<void> {
  const page = person.page();
  expect(await page.evaluate(() => ({ ran: 'ran' in window, title: document.title }))).toEqual({
    ran: false,
    title: 'Candour',
  });
  expect(await page.locator('[onerror], [onload], img[src=x], main script').count()).toBe(0);
  const window = await person.workstation.app.browserWindow(page);
  expect(await window.evaluate((each) => each.getTitle())).toBe('Candour');
}

beforeAll(async () => {
  office = await openOffice(inbound);
  investigator = await office.start('investigator', 'investigator', office.organisation.investigator);
  await office.admit(investigator);
  assessor = await office.assessor('assessor', office.organisation.assessor);
  cases = await casesByReference(assessor);
}, 180_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('before the conflict screen', () => {
  it('a report with a NUL is refused at import, and every other one is here', async () => {
    expect(office.organisation).toMatchObject({ imported: inbound.length - 1, failed: 1 });
    expect([...cases.keys()].sort()).toEqual([...references, 'FIRST/1', 'FIRST/2', 'KNOWN/1', 'NAMED/1'].sort());
  });

  it('hostile ranks and stations stand on the Desk as text, and push nothing aside', async () => {
    const rows = await shownIn(assessor, '[role=grid] [role=row]');
    for (const reference of references) expect(rows).toContain(plain(hostile[reference].station));
    expect(await overflowing(assessor)).toBe(false);
    await expectHarmless(assessor);
  });

  it('a subject’s name is on no screen and is found by no search', async () => {
    expect(await desk.find(assessor, 'Averidge')).toBe(0);
    expect(await desk.find(assessor, 'quillon')).toBe(0);
    expect(await desk.find(assessor, 'curlew')).toBe(1);
    expect(await shownIn(assessor, 'body')).not.toMatch(/Averidge|Quillon/);
    await desk.clearSearch(assessor);
    await desk.row(assessor, idOf('NAMED/1')).click();
    await desk.peek(assessor);
    expect(await shownIn(assessor, 'body')).not.toMatch(/Averidge|Quillon/);
    expect((await readCase(assessor, idOf('NAMED/1'))).file).toBeNull();
  });
});

describe('the conflict pass', () => {
  it('shows hostile names as text, and a declared conflict hides its case', async () => {
    const page = assessor.page();
    await desk.grid(assessor).focus();
    await assessor.press('c');
    await page.getByRole('heading', { name: 'Might you know somebody here?' }).waitFor();
    expect(await shownIn(assessor, '[role=listbox]')).toContain('<i>custody</i>');
    await assessor.press('Control+Enter');
    await page.getByRole('heading', { name: 'Do you know any of these names?' }).waitFor();
    const names = await shownIn(assessor, '[role=listbox]');
    for (const reference of references) expect(names).toContain(plain(hostile[reference].name));
    expect(await overflowing(assessor)).toBe(false);
    await expectHarmless(assessor);

    const known = page.getByRole('option').filter({ hasText: 'Tamsin Ollerenshaw' });
    await known.getByText('I may know them').click();
    await assessor.press('Control+Enter');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Declare and sign/ })
      .click();
    await desk.grid(assessor).waitFor();
    await desk.view(assessor, 'all');
    await desk.row(assessor, idOf('KNOWN/1')).waitFor({ state: 'hidden' });
    expect((await casesByReference(assessor)).has('KNOWN/1')).toBe(false);
    expect((await readCase(assessor, idOf('KNOWN/1'))).file).toBeNull();
    for (const word of ['dunlin', 'Ollerenshaw']) expect(await desk.find(assessor, word)).toBe(0);
    await desk.clearSearch(assessor);
  });
});

describe('after it', () => {
  it('a subject’s name finds the case', async () => {
    for (const written of ['Averidge', 'aveRIDGE']) expect(await desk.find(assessor, written)).toBe(1);
    await desk.row(assessor, idOf('NAMED/1')).waitFor();
    await desk.clearSearch(assessor);
  });

  it.for([
    ['KESTREL', 1],
    ['osprey', 1],
    ['שלום', 1],
    [longWord.toUpperCase(), 1],
    ['naive', 1],
    ['zurich', 1],
    ['CUSTODY', 1],
    ['ty', 1],
    ['DŴR', 1],
    ['heron', 2],
    ['hero', 0],
    ['script', 1],
    ['plover', 0],
  ] as const)('a search for the whole word %s finds %i', async ([word, count]) => {
    expect(await desk.find(assessor, word)).toBe(count);
    if (count === 0) expect(await desk.grid(assessor).isVisible()).toBe(false);
  });

  it.for(references)('%s stands in peek and case as it was written', async (reference) => {
    await desk.clearSearch(assessor);
    const { words, name } = hostile[reference];
    await desk.row(assessor, idOf(reference)).click();
    await desk.peek(assessor);
    const peek = assessor.page().getByRole('complementary', { name: /^Peek/ });
    await peek.getByText(reference).waitFor();
    await peek.getByRole('button', { name: 'Show the text' }).click();
    const peeked = plain((await peek.allTextContents()).join(' '));
    expect(peeked).toContain(plain(words));
    expect(peeked).toContain(plain(name));
    await desk.openCase(assessor, idOf(reference));
    await caseScreen.shown(assessor);
    expect(await shownIn(assessor, '[data-narrative]')).toContain(plain(words));
    expect(await shownIn(assessor, 'main')).toContain(plain(name));
    expect(await overflowing(assessor)).toBe(false);
    await expectHarmless(assessor);
    await desk.back(assessor);
  });

  it('a follow-up is linked to its first report, and that to it', async () => {
    await desk.openCase(assessor, idOf('FIRST/2'));
    await caseScreen.shown(assessor);
    await assessor.page().getByRole('main').getByRole('button', { name: 'FIRST/1' }).click();
    await assessor.page().getByRole('main', { name: 'Case FIRST/1' }).waitFor();
    await assessor.page().getByRole('main').getByRole('button', { name: 'FIRST/2' }).waitFor();
    expect((await readCase(assessor, idOf('FIRST/1'))).related).toMatchObject([
      { reference: 'FIRST/2', relation: 'follow_up' },
    ]);
    await desk.back(assessor);
  });

  it('hostile text reaches the investigator’s pack as text', async () => {
    await desk.openCase(assessor, idOf('HOSTILE/1'));
    await caseScreen.shown(assessor);
    await caseScreen.statement(assessor);
    await assess.grade(assessor, 'D');
    await assess.risk(assessor, 'n');
    await assess.fillDecision(assessor, '<b>Bold</b> reasons <script>window.ran = 4</script>');
    await assess.hold(assessor);
    await assess.signNow(assessor);
    await assess.send(assessor, {
      title: '<img src=x onerror="window.ran = 5"> enquiries',
      request: 'Please <script>window.ran = 6</script> look.',
      onRecipients: () => Promise.resolve(),
      async onPreview() {
        const copy = await shownIn(assessor, 'dialog[open]');
        expect(copy).toContain('He wrote <script>window.ran = 1</script>');
        expect(copy).toContain('Please <script>window.ran = 6</script> look.');
        await expectHarmless(assessor);
      },
    });
    await inSync(assessor);
    await inSync(investigator);
    await referrals.open(investigator, () => Promise.resolve());
    const pack = await shownIn(investigator, 'main');
    expect(pack).toContain('He wrote <script>window.ran = 1</script>');
    expect(pack).toContain('<img src=x onerror="window.ran = 5"> enquiries');
    await expectHarmless(investigator);
    await expectHarmless(assessor);
  });
});
