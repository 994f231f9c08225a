/** Every kind of file of a report, opened in the real app: in Reading's place, by keyboard, and back to the text. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demonstrationFiles } from '../../server/demo/files.ts';
import { root } from '../../scripts/build.ts';
import { chooseTheme, type Person, resize } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk } from '../../scripts/tour/screens.ts';
import { violations } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { attachmentsOf } from './support/files.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';

const { picture, sheet, messages, recording } = demonstrationFiles();
const deceiving = 'statement\u202Efdp.exe';
/** One page that is one picture in JBIG2, as scanners write them. */
const scan = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj
4 0 obj<</Length 29>>stream
q 200 0 0 200 0 0 cm /I Do Q
endstream endobj
5 0 obj<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode/Length 4>>stream
\x00\x00\x00\x00
endstream endobj
trailer<</Root 1 0 R>>
`;
const given = attachmentsOf([
  picture,
  sheet,
  { filename: 'many lines.txt', bytes: Buffer.from('Zürich, \x93quoted\x94 line.\r\n'.repeat(20_000), 'latin1') },
  recording,
  { filename: 'papers.zip', bytes: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500)]) },
  { filename: deceiving, bytes: Buffer.from('MZ\x90\0\x03'), mediaType: 'application/pdf' },
  { filename: `${'x'.repeat(300)}.txt`, bytes: Buffer.from('\u202Eesrever\u202C <script>window.ran = 1</script>') },
  messages,
  { filename: 'scan.pdf', bytes: Buffer.from(scan, 'latin1') },
]);
let office: Office;
let person: Person;
let caseId: string;
const pictures = join(root, 'out', 'e2e', 'attachments');
const page = () => person.page();
const pane = () => page().getByRole('region', { name: 'File of the report' });
const files = () => page().getByRole('list', { name: 'Files of the report' });
const shoot = (name: string) => page().screenshot({ path: join(pictures, `${name}.png`) });
const bytesDark = () =>
  pane()
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark += 1;
      return { dark, all: data.length / 4 };
    });
const stateOf = async (name: string) => {
  const { file } = await readCase(person, caseId);
  const id = file!.report!.attachments.find(({ filename }) => filename === name)!.id;
  return (await ask(person, 'attachment.list', { caseId })).find(({ attachment }) => attachment === id)!;
};
async function open(index: number): Promise<void> {
  if (await pane().isVisible()) await person.press('Escape');
  await caseScreen.shown(person);
  await files()
    .getByRole('button')
    .filter({ hasNotText: /^(Fetch|Cancel)/ })
    .nth(index)
    .click();
  await pane().waitFor();
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  office = await openOffice(
    [
      report({
        reference: 'FILES/1',
        narrative: 'Several files came with this.',
        ...{ attachments: given.attachments },
      }),
    ],
    given.put,
  );
  person = await office.start('assessor', 'assessor', office.organisation.assessor);
  await office.admit(person);
  await desk.grid(person).waitFor();
  await desk.view(person, 'all');
  await desk.waitForTotal(person, 1);
  await desk.grid(person).focus();
  await person.press('c');
  await conflict.pass(person, () => Promise.resolve());
  await desk.view(person, 'all');
  caseId = (await casesByReference(person)).get('FILES/1')!;
  await desk.openCase(person, caseId);
  await caseScreen.shown(person);
}, 180_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('the list of files', () => {
  it('shows deceiving names as codes, long ones cut, and fetches small files by itself', async () => {
    await until('they are here', async () =>
      (await ask(person, 'attachment.list', { caseId })).every(({ state }) => state === 'here'),
    );
    const names = await files().getByRole('button').allInnerTexts();
    expect(names).toContain('statement\\u{202e}fdp.exe');
    expect(names.join('')).not.toMatch(/[\u202A-\u202E]/);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThan(125);
    await files().scrollIntoViewIfNeeded();
    await shoot('list');
    expect(await violations(person)).toEqual([]);
  });
});

describe('a picture', () => {
  it('opens blurred in Reading’s place; keys show it, turn it and make it larger', async () => {
    await open(0);
    const canvas = pane().locator('canvas');
    await canvas.waitFor();
    expect(await canvas.getAttribute('data-blurred')).toBe('true');
    expect(await page().locator('[data-narrative]').count()).toBe(0);
    await until('it is drawn', async () => (await bytesDark()).dark > 1000);
    await shoot('picture-blurred');
    await person.press('b');
    expect(await canvas.getAttribute('data-blurred')).toBe('false');
    await shoot('picture');
    const before = (await canvas.boundingBox())!;
    await person.press('r');
    await until('it is turned', async () => ((await canvas.boundingBox())?.height ?? 0) > before.height);
    await person.press('r', 'r', 'r', '+', '+');
    expect((await canvas.boundingBox())!.width).toBeGreaterThan(before.width);
    await person.press('0');
    expect(await violations(person)).toEqual([]);
  });

  it('takes a note on a part by keyboard, and its author may withdraw it', async () => {
    await person.press('n');
    const frame = pane().locator('[data-frame]');
    await until('the frame has the focus', () => frame.evaluate((each) => each === document.activeElement));
    await person.press('ArrowLeft', 'ArrowLeft', 'Shift+ArrowRight', 'Enter');
    await page().keyboard.type('A van without markings.');
    await person.press('Control+Enter');
    const notes = pane().getByRole('list', { name: 'Notes on parts' });
    await notes.getByText('A van without markings.').waitFor();
    await shoot('picture-note');
    const { file } = await readCase(person, caseId);
    const [words] = Object.values(file!.attachmentWords);
    expect(words!.notes[0]!.region.x).toBeCloseTo(0.29, 5);
    expect(words!.notes[0]!.region.width).toBeCloseTo(0.33, 5);
    await notes.getByRole('button', { name: 'Withdraw' }).click();
    await notes.waitFor({ state: 'hidden' });
  });

  it('is described by the first who sees it, and Esc goes back to the text', async () => {
    await pane()
      .getByLabel(/Describe it/)
      .fill('A yard at dusk: two vans, a lit window.');
    await person.press('Control+Enter');
    await pane().getByRole('heading', { name: 'What it shows' }).waitFor();
    await pane().locator('[data-file]').focus();
    await person.press('Escape');
    await caseScreen.shown(person);
    await until('the text has the focus', () =>
      page().evaluate(() => document.activeElement?.matches('[data-narrative]') ?? false),
    );
    expect((await stateOf(picture.filename)).viewings).toBe(1);
  });
});

describe('a PDF', () => {
  it('is drawn page by page in its worker, and its text can be read and found', async () => {
    await open(1);
    await until('the first page is drawn', async () => (await pane().locator('canvas[data-page="1"]').count()) === 1);
    await person.press('b');
    expect((await bytesDark()).dark).toBeGreaterThan(500);
    await person.press('t');
    await pane().getByText('Duty sheet, week 9 (invented for a demonstration)').waitFor();
    await shoot('pdf');
    expect(await violations(person)).toEqual([]);
    await person.press('PageDown');
    await until('the second page is drawn', async () => (await pane().locator('canvas[data-page="2"]').count()) === 1);
    await pane()
      .getByText(/Keys of the store room/)
      .waitFor();
    await person.press('r', '+');
    await shoot('pdf-turned');
    await person.press('Escape');
    await desk.back(person);
    expect(await desk.find(person, 'store room')).toBe(1);
    await desk.clearSearch(person);
    await desk.openCase(person, caseId);
    await caseScreen.shown(person);
  });
});

describe('a scan in a format that is not decoded', () => {
  it('says which it is, why its place stays empty, and what would do', async () => {
    await open(8);
    await until('the page is drawn', async () => (await pane().locator('canvas[data-page="1"]').count()) === 1);
    await pane()
      .getByRole('note')
      .getByText(/pictures in JBIG2, which are not opened here/)
      .waitFor();
    expect(await violations(person)).toEqual([]);
    await shoot('pdf-jbig2');
  });
});

describe('a text', () => {
  it('says which encoding it was read as, and turns its parts', async () => {
    await open(2);
    await pane().getByText('Read as Windows-1252, a guess').waitFor();
    await pane().getByText('Part 1 of 4').waitFor();
    expect(await pane().getByRole('document').innerText()).toContain('Zürich, “quoted” line.');
    await pane().locator('[data-file]').focus();
    await person.press('PageDown');
    await pane().getByText('Part 2 of 4').waitFor();
    await shoot('text');
  });

  it('shows markup and turned-round words as text', async () => {
    await open(6);
    const shown = pane().getByRole('document');
    await shown.getByText('<script>window.ran = 1</script>').waitFor();
    expect(await shown.innerText()).toContain('‹U+202E›esrever');
    expect(await page().evaluate(() => 'ran' in window)).toBe(false);
  });
});

describe('a recording', () => {
  it('is muted, plays only when asked, and plays', async () => {
    await open(3);
    const player = pane().locator('audio');
    await until('it is read', () => player.evaluate((each: HTMLAudioElement) => each.duration > 7));
    expect(await player.evaluate((each: HTMLAudioElement) => [each.muted, each.paused, each.autoplay])).toEqual([
      true,
      true,
      false,
    ]);
    await shoot('recording');
    await player.evaluate((each: HTMLAudioElement) => each.play());
    await until('it plays', () => player.evaluate((each: HTMLAudioElement) => each.currentTime > 0.05));
  });
});

describe('what is never opened', () => {
  it.for([
    [4, 'Archives are not unpacked'],
    [5, 'It is a program'],
  ] as const)('file %i says why: %s', async ([index, why]) => {
    await open(index);
    await pane().getByText('This file is not opened.').waitFor();
    await pane().getByText(why).waitFor();
    expect(await pane().locator('canvas, audio, video').count()).toBe(0);
    await shoot(`never-${index}`);
  });
});

describe('after a lock', () => {
  it('the file, its page and its turning come back; a described one asks before it is opened', async () => {
    await open(1);
    await until('a page is drawn', async () => (await pane().locator('canvas[data-page]').count()) === 1);
    await inSync(person);
    await person.lock();
    await person.unlock(passphrase);
    await until('the second page is drawn', async () => (await pane().locator('canvas[data-page="2"]').count()) === 1);
    await pane().getByText('Page 2 of 2').waitFor();
    await open(0);
    await pane().getByText('Somebody has looked at this, so that you need not:').waitFor();
    expect(await pane().locator('canvas').count()).toBe(0);
    await shoot('described');
    await pane().getByRole('button', { name: 'Open anyway' }).click();
    await pane().locator('canvas').waitFor();
    await chooseTheme(person, 'dark');
    await resize(person, 1280, 720);
    await person.press('b');
    await page().waitForTimeout(400);
    await shoot('picture-dark-1280');
    expect(await violations(person)).toEqual([]);
  });
});
