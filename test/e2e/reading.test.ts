/** Reading a report: marks of every kind, clues while typing, the timeline, and files in a window of their own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk, openStage } from '../../scripts/tour/screens.ts';
import { demonstrationFiles } from '../../server/demo/files.ts';
import { cutOff } from './support/access.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, readCase, until } from './support/bridge.ts';
import { attachmentsOf } from './support/files.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

const { picture: photo, sheet } = demonstrationFiles();
const given = attachmentsOf([
  photo,
  sheet,
  { filename: 'half a picture.png', bytes: photo.bytes.subarray(0, 400), mediaType: 'image/png' },
]);
const narrative =
  'Sergeant Example took a bag from the store. I was folding uniforms behind the green partition at the time. ' +
  'He said that it was his own. Nobody signed the book.';

let office: Office;
let person: Person;
let caseId: string;
const page = () => person.page();
const text = () => caseScreen.narrative(person);
const annotations = async () => (await readCase(person, caseId)).file!.annotations;
const standing = async () => (await annotations()).filter(({ withdrawn }) => withdrawn === null);

async function shoot(name: string, where: Page = page()): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'reading');
  mkdirSync(folder, { recursive: true });
  await where.screenshot({ path: join(folder, `${name}.png`) });
}

/** The marking mode, with the cursor on a sentence of the report, the first being 0. */
async function onSentence(index: number): Promise<void> {
  await text().focus();
  if (
    !(await page()
      .getByRole('listbox', { name: /sentence/i })
      .isVisible())
  )
    await person.press('F2');
  await person.press('Home', ...Array.from({ length: index }, () => 'ArrowDown'));
}

beforeAll(async () => {
  office = await openOffice(
    [
      report({ reference: 'READ/1', narrative, attachments: given.attachments }),
      report({ reference: 'READ/2', narrative: 'Another matter.' }),
    ],
    given.put,
  );
  person = await office.assessor('assessor', office.organisation.assessor);
  await desk.grid(person).focus();
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
  await desk.view(person, 'all');
  caseId = (await casesByReference(person)).get('READ/1')!;
  await desk.openCase(person, caseId);
  await caseScreen.shown(person);
}, 240_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('marks', () => {
  it('of every kind are made by keyboard, over each other, extended and trimmed', async () => {
    await onSentence(1);
    expect(await text().getByRole('option').count()).toBe(4);
    await person.press('r');
    await until('the clue is signed', async () => (await standing()).length === 1);
    await onSentence(0);
    // Two sentences, without the full stop and the last word.
    await person.press('Shift+ArrowDown', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'h');
    await until('the highlight is signed', async () => (await standing()).length === 2);
    await onSentence(2);
    for (const [key, form, words] of [
      ['n', 'Note', 'He says so himself.'],
      ['t', 'Tag', 'property'],
      ['p', 'Person', 'the sergeant'],
    ] as const) {
      await onSentence(2);
      await person.press(key);
      await page()
        .getByRole('form', { name: new RegExp(`^${form}`) })
        .getByRole('textbox')
        .fill(words);
      await person.press('Control+Enter');
      await page()
        .getByRole('form', { name: new RegExp(`^${form}`) })
        .waitFor({ state: 'hidden' });
    }
    await caseScreen.statement(person);
    const made = await standing();
    expect(made.map(({ kind }) => kind).sort()).toEqual([
      'highlight',
      'note',
      'person',
      'reporter_clue',
      'statement',
      'tag',
    ]);
    const highlight = made.find(({ kind }) => kind === 'highlight')!;
    expect(highlight.target.exact).toBe(
      'Sergeant Example took a bag from the store. I was folding uniforms behind the green partition at the',
    );
    // The clue has no words of the assessor: it must not become a file on the reporter.
    expect(made.find(({ kind }) => kind === 'reporter_clue')!.text).toBe('');
    await shoot('marks');
  });

  it('are walked with ] and [, changed with Enter, and show who signed each version', async () => {
    await onSentence(0);
    const panel = page().locator('section[aria-label=Note]');
    for (let step = 0; step < 6 && !(await panel.isVisible()); step++) await person.press(']');
    await panel.waitFor();
    await person.press('[', ']', 'Enter');
    const form = page().getByRole('form', { name: 'Note: change' });
    await form.getByRole('textbox').fill('He says so himself, twice.');
    await person.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
    await panel.getByRole('button', { name: '2 versions' }).click();
    const versions = panel.getByRole('listitem');
    await until('both versions are there', async () => (await versions.count()) === 2);
    expect(await versions.first().innerText()).toMatch(/^you · .*He says so himself\./s);
    await shoot('versions');
  });

  it('are withdrawn with Delete, which the timeline folds into one line', async () => {
    await onSentence(3);
    await person.press('h');
    await until('it is signed', async () => (await standing()).length === 7);
    await person.press('Delete');
    await until('it is withdrawn', async () => (await standing()).length === 6);
    const pair = page().getByRole('button', { name: 'Highlight marked, and taken back' });
    await pair.waitFor();
    expect(await page().getByText('Mark withdrawn').count()).toBe(0);
    await pair.click();
    await page().getByText('Mark withdrawn').waitFor();
    await shoot('timeline');
    const narrow = page().getByRole('group', { name: 'Show of what happened' });
    await narrow.getByLabel('Kind').selectOption({ label: 'Who holds it, who reads it' });
    expect(await pair.count()).toBe(0);
    await page().getByText('Conflict screen passed: none known').waitFor();
    await narrow.getByRole('button', { name: / more$/ }).click();
    await pair.waitFor();
  });

  it('whose words are lost are shown, not dropped', async () => {
    // As a later version of the text would leave it: the words are not there.
    const [first] = await standing();
    const target = { ...first!.target, exact: 'words that are nowhere', prefix: '', suffix: '', start: 0, end: 22 };
    await ask(person, 'case.sign', { caseId, type: 'annotated', facets: { kind: 'highlight' }, payload: { target } });
    await page().getByRole('heading', { name: 'Marked words that are no longer found in the text' }).waitFor();
    await page().getByText('words that are nowhere').waitFor();
  });
});

describe('reporter clues', () => {
  it('are underlined while they are typed, wherever it may be sent from, and hold nothing back', async () => {
    await openStage(person, 'decision');
    const rationale = page().getByLabel('Rationale', { exact: true });
    await rationale.fill('The bag was seen by somebody. ');
    expect(await page().locator('[data-clues]').count()).toBe(0);
    await rationale.press('End');
    await page().keyboard.type('They were folding uniforms behind the green partition, we hear.');
    await page().locator('[data-clues="1"]').waitFor();
    const words = await page().locator('[data-clues] span span').allInnerTexts();
    expect(words.join('')).toBe('folding uniforms behind the green partition');
    await page().getByText('Dotted words come from a reporter clue.').waitFor();
    await shoot('clues');
    await rationale.fill('');
    await page().locator('[data-clues]').waitFor({ state: 'detached' });
  });
});

describe('a draft', () => {
  it('is not lost when what it was to be is refused', async () => {
    await onSentence(3);
    await person.press('n');
    const form = page().getByRole('form', { name: /^Note/ });
    const words = 'Words that must outlive a refusal.';
    await form.getByRole('textbox').fill(words);
    const draftOf = async () => (await readCase(person, caseId)).drafts.find(({ part }) => part === 'mark new');
    await until('the draft is kept', async () => (await draftOf()) !== undefined);
    const kept = (await draftOf())!;
    // What the page would sign, by somebody who may not: another's mark is not theirs to change.
    const refused = await page().evaluate(
      ([id, draft]) =>
        window.candour.call('case.sign', {
          caseId: id,
          type: 'annotation_withdrawn',
          facets: { annotation: '00000000-0000-4000-8000-000000000000' },
          payload: {},
          draft,
        }),
      [caseId, kept.part] as const,
    );
    expect(refused.ok).toBe(false);
    expect((await draftOf())?.content).toEqual(kept.content);
    expect(await form.getByRole('textbox').inputValue()).toBe(words);
    await form.getByRole('button', { name: 'Discard' }).click();
    await form.getByRole('button', { name: 'Close' }).click();
  });
});

describe('the second window', () => {
  let second: Page;
  const there = () => second.getByRole('region', { name: 'File of the report' });
  const inSecond = (): Person => ({ ...person, page: () => second });
  const openSecond = async () => {
    const made = person.workstation.app.waitForEvent('window');
    await page().getByRole('list', { name: 'Files of the report' }).getByRole('button').first().click();
    await page().getByRole('region', { name: 'File of the report' }).locator('canvas').waitFor();
    await person.press('w');
    second = await made;
    second.setDefaultTimeout(20_000);
    await there().locator('canvas').waitFor();
  };
  const windows = () =>
    person.workstation.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => ({
        title: each.getTitle(),
        visible: each.isVisible(),
        address: each.webContents.getURL(),
        options: (
          each.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        ).getLastWebPreferences(),
      })),
    );
  const filesWindow = async () => (await windows()).find(({ address }) => address.endsWith('files.html'));

  it('opens from the pane with W, blurred, while the text comes back to the first', async () => {
    await openSecond();
    await caseScreen.shown(person);
    expect(await there().locator('canvas').getAttribute('data-blurred')).toBe('true');
    const found = (await filesWindow())!;
    expect(found.title).toBe('Candour');
    expect(found.options).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    await second.getByLabel('Marking').waitFor();
    expect(await second.locator('[data-watermark]').count()).toBe(1);
    await shoot('second window', second);
    await inLightAndDark(inSecond(), 'files.html');
  });

  it('shows, enlarges, turns and notes as the pane does', async () => {
    await there().locator('[data-file]').focus();
    await second.keyboard.press('b');
    expect(await there().locator('canvas').getAttribute('data-blurred')).toBe('false');
    const before = (await there().locator('canvas').boundingBox())!;
    await second.keyboard.press('r');
    await until('it is turned', async () => {
      const now = await there().locator('canvas').boundingBox();
      return now !== null && now.width / now.height !== before.width / before.height;
    });
    await second.keyboard.press('r');
    await second.keyboard.press('r');
    await second.keyboard.press('r');
    await second.keyboard.press('n');
    await there().locator('[data-frame]').and(second.locator(':focus')).waitFor();
    await second.keyboard.press('Enter');
    await second.keyboard.type('A van without markings.');
    await second.keyboard.press('Control+Enter');
    await there().getByRole('list', { name: 'Notes on parts' }).getByText('A van without markings.').waitFor();
    await there()
      .getByLabel(/Describe it/)
      .fill('A yard at dusk.');
    await second.keyboard.press('Control+Enter');
    await there().getByRole('heading', { name: 'What it shows' }).waitFor();
    await page().getByText('A file described').first().waitFor();
    await there().locator('[data-file]').focus();
    await second.keyboard.press('+');
    await shoot('second window shown', second);
    const small = await person.workstation.app.browserWindow(second);
    await small.evaluate((each) => each.setContentSize(640, 360));
    await second.waitForTimeout(300);
    expect(await cutOff(inSecond())).toEqual([]);
    await small.evaluate((each) => each.setContentSize(900, 700));
  });

  it('shows what is chosen in the first, and says why a damaged file is not opened', async () => {
    await page().getByRole('button', { name: 'half a picture.png' }).click();
    await there().getByText('This picture cannot be decoded.').waitFor();
    await there().getByText(given.attachments[2]!.sha256).waitFor();
    await shoot('damaged', second);
    await inLightAndDark(inSecond(), 'files.html', 'damaged');
  });

  it('may ask main for nothing that takes anything out', async () => {
    const answers = await second.evaluate(async () => {
      const { shell } = window.candour;
      return Promise.all([
        shell.preferences.write({ theme: 'dark' }),
        shell.takingOut.printers(),
        shell.choose.folder(),
        shell.quit(),
        shell.people.list(),
        shell.files.show({ shown: { caseId: null, attachment: null }, open: true }),
      ]);
    });
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.error.code))).toEqual(Array(6).fill('refused'));
  });

  it('goes out of sight with the cover, from either window, and comes back with it', async () => {
    await person.press('F9');
    await page().getByRole('dialog', { name: 'Covered' }).waitFor();
    await until('it is hidden', async () => (await filesWindow())?.visible === false);
    await person.press('Escape');
    await until('it is shown', async () => (await filesWindow())?.visible === true);
    await second.keyboard.press('F9');
    await until('it is hidden', async () => (await filesWindow())?.visible === false);
    await page().getByRole('dialog', { name: 'Covered' }).waitFor();
    await person.press('Escape');
    await until('it is shown', async () => (await filesWindow())?.visible === true);
  });

  it('follows the case that is open, and says when none is', async () => {
    await desk.back(person);
    await second.getByText('No case is open.').waitFor();
    const other = (await casesByReference(person)).get('READ/2')!;
    await desk.openCase(person, other);
    await caseScreen.shown(person);
    await second.getByText('No file came with this report.').waitFor();
    await desk.back(person);
    await desk.openCase(person, caseId);
    await second.getByRole('list', { name: 'Files of the report' }).waitFor();
  });

  it('keeps what was being typed when it is closed, and its place; the pane is the pane again', async () => {
    await second.getByRole('button', { name: 'half a picture.png' }).click();
    await there()
      .getByLabel(/Describe it/)
      .pressSequentially('Half a description');
    const window = await person.workstation.app.browserWindow(second);
    await window.evaluate((each) => {
      each.setBounds({ x: 30, y: 40, width: 820, height: 640 });
    });
    await second.waitForTimeout(200);
    await window.evaluate((each) => each.close());
    await until('it has gone', async () => (await filesWindow()) === undefined);
    await until('the draft is kept', async () =>
      (await readCase(person, caseId)).drafts.some((draft) =>
        JSON.stringify(draft.content).includes('Half a description'),
      ),
    );
    const made = person.workstation.app.waitForEvent('window');
    await page().getByRole('button', { name: 'half a picture.png' }).click();
    await page().getByRole('region', { name: 'File of the report' }).waitFor();
    await page().locator('[data-file]').focus();
    await person.press('w');
    second = await made;
    await there().waitFor();
    const again = await person.workstation.app.browserWindow(second);
    const bounds = await again.evaluate((each) => each.getBounds());
    expect([bounds.width, bounds.height]).toEqual([820, 640]);
  });

  it('ends with a lock, and nothing of it is left', async () => {
    await person.lock();
    expect((await windows()).length).toBe(1);
    expect(await filesWindow()).toBeUndefined();
    await person.unlock(passphrase);
    await caseScreen.shown(person);
    await resize(person, 1280, 720);
  });
});
