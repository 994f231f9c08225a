/** Assertions 48 and 49: files are decoded in the sandboxed page alone, and those that mean harm do none there. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileKind, FileKind, openingOf } from '../../shared/domain/file-kind.ts';
import { root } from '../../scripts/build.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk } from '../../scripts/tour/screens.ts';
import { ask, casesByReference, readCase, until } from '../e2e/support/bridge.ts';
import { attachmentsOf } from '../e2e/support/files.ts';
import { report } from '../e2e/support/inbound.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from '../e2e/support/office.ts';
import { bomb, pdfBomb, pdfBombInBomb, pdfHugePicture, pdfOfActions, pngOf, zipBomb } from './support/hostile-files.ts';

describe('assertion 48: the vault opens no file', () => {
  /** Every file that the vault is made of: its own, and what they import of ours. */
  function sources(): Map<string, readonly string[]> {
    const found = new Map<string, readonly string[]>();
    const visit = (file: string) => {
      if (found.has(file)) return;
      const text = readFileSync(file, 'utf8');
      const imports = [...text.matchAll(/(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
      found.set(file, imports);
      for (const each of imports) if (/^\.\.?\/.*\.ts$/.test(each)) visit(resolve(dirname(file), each));
    };
    const vault = join(root, 'electron/vault');
    for (const name of readdirSync(vault, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.ts')) visit(join(vault, name));
    return found;
  }

  it('no source of the vault imports anything that unpacks or decodes', () => {
    const packages = new Set([...sources().values()].flat().filter((each) => !each.startsWith('.')));
    expect(packages.size).toBeGreaterThan(10);
    const decodes =
      /zlib|pdf|image|png|jpe?g|gif|webp|sharp|jimp|canvas|zip|pako|fflate|\btar\b|archive|brotli|exif|media|ffmpeg|electron$/i;
    expect([...packages].filter((each) => decodes.test(each) && each !== 'electron')).toEqual([]);
    for (const [file, imports] of sources())
      expect(
        imports.filter((each) => each.includes('renderer/') || each.includes('server/demo')),
        file,
      ).toEqual([]);
  });

  it('the kind of a file is told from at most its first thousand bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const kind = fileKind(bytes);
        expect(FileKind.options).toContain(kind);
        expect(['image', 'pdf', 'text', 'sound', 'film', 'never']).toContain(openingOf(kind));
      }),
      { numRuns: 2000 },
    );
  });
});

const files = [
  { filename: 'huge.png', bytes: pngOf(100_000, 100_000, bomb(10)) },
  { filename: 'bomb.png', bytes: pngOf(2000, 2000, bomb(10)) },
  { filename: 'bomb.pdf', bytes: pdfBomb() },
  { filename: 'twice.pdf', bytes: pdfBombInBomb() },
  { filename: 'picture.pdf', bytes: pdfHugePicture() },
  { filename: 'actions.pdf', bytes: pdfOfActions() },
  { filename: 'bomb.zip', bytes: zipBomb() },
  { filename: 'broken.pdf', bytes: Buffer.from('%PDF-1.7\nnothing of a PDF follows') },
  { filename: 'broken.png', bytes: pngOf(50, 50, Buffer.from('not packed at all')) },
] as const;
type Name = (typeof files)[number]['filename'];
const given = attachmentsOf(files);

describe('assertion 49: in the real app', () => {
  let office: Office;
  let person: Person;
  let caseId: string;
  let renderer: number;
  const asked: string[] = [];
  const page = () => person.page();
  const pane = () => page().getByRole('region', { name: 'File of the report' });
  const pictures = join(root, 'out', 'security', 'attachments');
  const pids = () =>
    person.workstation.app.evaluate(({ BrowserWindow, app }) => ({
      page: BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
      windows: BrowserWindow.getAllWindows().length,
      vault: app.getAppMetrics().find(({ serviceName }) => serviceName === 'Candour vault' || true)!.pid,
      memory: app
        .getAppMetrics()
        .filter(({ type }) => type === 'Utility')
        .map(({ memory }) => memory.workingSetSize),
    }));
  const states = async () => {
    const { file } = await readCase(person, caseId);
    const listed = await ask(person, 'attachment.list', { caseId });
    return Object.fromEntries(
      file!.report!.attachments.map(({ id, filename }) => [
        filename,
        listed.find(({ attachment }) => attachment === id)!,
      ]),
    ) as Record<Name, (typeof listed)[number]>;
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    office = await openOffice(
      [
        report({
          reference: 'HARM/1',
          narrative: 'Files that mean harm came with this.',
          attachments: given.attachments,
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
    caseId = (await casesByReference(person)).get('HARM/1')!;
    await desk.openCase(person, caseId);
    await caseScreen.shown(person);
    for (const { attachment } of await ask(person, 'attachment.list', { caseId }))
      await ask(person, 'attachment.fetch', { caseId, attachment });
    await until('every file is here', async () => Object.values(await states()).every(({ state }) => state === 'here'));
    page().on('request', (request) => asked.push(request.url()));
    renderer = (await pids()).page;
  }, 240_000);
  afterAll(() => office?.close());
  picturesOfFailures(() => office);

  async function open(name: Name): Promise<void> {
    if (await pane().isVisible()) await person.press('Escape');
    await caseScreen.shown(person);
    await page().getByRole('list', { name: 'Files of the report' }).getByRole('button', { name }).click();
    await pane().getByRole('heading', { name }).waitFor();
  }

  /** The most memory that the page's process has ever held, in kilobytes. */
  const mostHeld = () => Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${renderer}/status`, 'utf8'))?.[1]);

  /** The page is the one it was, answers, has one window, asked for nothing but itself, and ran nothing. */
  async function unharmed(): Promise<void> {
    const now = await pids();
    expect(now.page).toBe(renderer);
    expect(now.windows).toBe(1);
    expect(await page().evaluate(() => ({ ran: 'ran' in window, at: location.href, title: document.title }))).toEqual({
      ran: false,
      at: 'candour://app/index.html',
      title: 'Candour',
    });
    expect(asked.filter((url) => !url.startsWith('candour://app/') && !url.startsWith('blob:candour://app/'))).toEqual(
      [],
    );
    await person.press('Escape');
    await caseScreen.shown(person);
  }

  it('the vault took all of them in, and is no larger for it than they are', async () => {
    const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(total).toBeGreaterThan(40_000_000);
    expect((await states())['bomb.zip'].kind).toBe('zip');
    // Kilobytes: far below what any one of them unpacks to.
    for (const kilobytes of (await pids()).memory) expect(kilobytes).toBeLessThan(1_500_000);
  });

  it.for([
    ['huge.png', 'too_many_pixels'],
    ['broken.png', 'image_damaged'],
    ['broken.pdf', 'pdf_damaged'],
  ] as const)('%s is refused with words: %s', async ([name, code]) => {
    await open(name);
    await pane().locator(`[data-code="${code}"]`).waitFor();
    expect(await pane().locator('canvas').count()).toBe(0);
    await page().screenshot({ path: join(pictures, `${name}.png`) });
    await unharmed();
  });

  it('a picture whose rows unpack to 10 GiB is drawn within its header’s size, or refused', async () => {
    await open('bomb.png');
    await pane().locator('canvas, [data-code]').first().waitFor();
    await unharmed();
  });

  it.for(['bomb.pdf', 'twice.pdf'] as const)('%s, which unpacks to 10 GiB, is stopped or drawn empty', async (name) => {
    await open(name);
    await pane().locator('[data-code], canvas[data-page="1"]').first().waitFor({ timeout: 120_000 });
    // Had it been unpacked whole, the process would have held ten times as much, or be gone.
    expect(mostHeld()).toBeLessThan(2_500_000);
    expect(await page().evaluate(() => 1 + 1)).toBe(2);
    await page().screenshot({ path: join(pictures, `${name}.png`) });
    await unharmed();
  });

  it('a picture of 100,000 by 100,000 pixels inside a PDF is left out, and the page drawn without it', async () => {
    await open('picture.pdf');
    await pane().locator('canvas[data-page="1"]').waitFor({ timeout: 120_000 });
    await person.press('t');
    await pane().getByText('The osprey page').waitFor();
    await unharmed();
  });

  it('a PDF with scripts, links, programs and forms is a picture of its page, and nothing else', async () => {
    await open('actions.pdf');
    const canvas = pane().locator('canvas[data-page="1"]');
    await canvas.waitFor();
    await person.press('b');
    const { width, height } = (await canvas.boundingBox())!;
    for (const share of [0.1, 0.5, 0.9])
      await canvas.click({ position: { x: width * share, y: height * share * 0.5 } });
    expect(await pane().locator('a, iframe, embed, object, input:not([type=hidden]), form script').count()).toBe(0);
    await page().screenshot({ path: join(pictures, 'actions.pdf.png') });
    await unharmed();
  });

  it('an archive is told by its first bytes, and never unpacked', async () => {
    await open('bomb.zip');
    await pane().getByText('Archives are not unpacked').waitFor();
    await unharmed();
  });

  it('a page that falls over in decoding comes back to the case, with the words kept and the file closed', async () => {
    await open('actions.pdf');
    await pane().locator('canvas[data-page="1"]').waitFor();
    await pane()
      .getByLabel(/Describe it/)
      .fill('A page of the osprey, half written');
    const { attachment } = (await states())['actions.pdf'];
    await until('the words are a draft', async () => (await readCase(person, caseId)).drafts.length === 1);
    await ask(person, 'attachment.decoding', { caseId, attachment, now: 'begins' });
    const before = page();
    await person.workstation.app
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
      .catch(() => undefined);
    await person.turnToNewWindow(before);
    await page().getByLabel('Passphrase', { exact: true }).waitFor();
    await person.unlock(passphrase);
    await pane().getByText('This file closed the page; it is not opened again by itself.').waitFor();
    expect(await pane().locator('canvas').count()).toBe(0);
    expect(
      await pane()
        .getByLabel(/Describe it/)
        .inputValue(),
    ).toBe('A page of the osprey, half written');
    await page().screenshot({ path: join(pictures, 'closed-the-page.png') });
    await pane().getByRole('button', { name: 'Open it all the same' }).click();
    await pane().locator('canvas[data-page="1"]').waitFor();
  });
});
