/** A sanitised pack on its whole way: covered, looked at a second time, sent, read, and saved as a PDF. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTACHMENTS } from '../../electron/vault/keys/file-key.ts';
import { root } from '../../scripts/build.ts';
import { chooseTheme, type Person, resize } from '../../scripts/tour/person.ts';
import { assess, caseScreen, conflict, desk, openStage, referrals } from '../../scripts/tour/screens.ts';
import { demonstrationFiles } from '../../server/demo/files.ts';
import { SavedPack } from '../../shared/bridge/saved-pack.ts';
import { jpegFlaw } from '../../shared/domain/jpeg.ts';
import { joined, wordsOf } from '../../shared/domain/leaks.ts';
import { jcs } from '../../shared/protocol/canonical.ts';
import { openVaultOf } from '../security/support/canary-vault.ts';
import { ownedFolder } from './launch.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask, casesByReference, inSync, readCase, until } from './support/bridge.ts';
import { attachmentsOf } from './support/files.ts';
import { report } from './support/inbound.ts';
import { type Office, openOffice, passphrase, picturesOfFailures } from './support/office.ts';
import { talkativePdf } from './support/papers.ts';

const narrative =
  'Sergeant Marlow took the brown envelope from the property drawer on Tuesday evening. ' +
  'I was the only person in the room when it happened and nobody else could have seen him do it. ' +
  'He said keep it quiet bab and drove off towards the old harbour with the lights switched off.';
const covered = 'on Tuesday evening';
const said = { seen: 'Flowerpot ledger', note: 'marginalia', within: 'kept within', author: 'Perpetua Quill' };
const { picture } = demonstrationFiles();
const given = attachmentsOf([
  { filename: 'marlow ledger.pdf', bytes: talkativePdf(said), mediaType: 'application/pdf' },
  picture,
]);
const reason = 'Could identify the reporter';

let office: Office;
let assessor: Person;
let investigator: Person;
let caseId: string;
const pictures = join(root, 'out', 'e2e', 'pack');
const page = () => assessor.page();
const shoot = (who: Person, name: string) => who.page().screenshot({ path: join(pictures, `${name}.png`) });
const tab = (name: RegExp) => page().getByRole('tab', { name });
const preview = () => page().getByRole('dialog', { name: 'Preview of the pack' });
const button = (name: string | RegExp) => page().getByRole('button', { name, exact: typeof name === 'string' });
const words = () => page().getByLabel('As the recipient reads it');
const copy = () => page().getByRole('group', { name: 'Copy of statement 1' });
const select = (what: string) =>
  words().evaluate((field: HTMLTextAreaElement, wanted) => {
    const at = field.value.indexOf(wanted);
    field.focus();
    field.setSelectionRange(at, at + wanted.length);
  }, what);

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  office = await openOffice([report({ reference: 'PACK/1', narrative, attachments: given.attachments })], given.put);
  assessor = await office.start('assessor', 'assessor', office.organisation.assessor);
  investigator = await office.start('investigator', 'investigator', office.organisation.investigator);
  await office.admit(assessor);
  await office.admit(investigator);
  await desk.view(assessor, 'all');
  await desk.waitForTotal(assessor, 1);
  await desk.grid(assessor).focus();
  await assessor.press('c');
  await conflict.pass(assessor, () => Promise.resolve());
  await desk.view(assessor, 'all');
  caseId = (await casesByReference(assessor)).get('PACK/1')!;
  await desk.openCase(assessor, caseId);
  await caseScreen.shown(assessor);
  await until('its files are here', async () =>
    (await ask(assessor, 'attachment.list', { caseId })).every(({ state }) => state === 'here'),
  );
  await caseScreen.statement(assessor);
  await assess.grade(assessor, 'D');
  await assess.risk(assessor, 'n');
  await assess.fillDecision(assessor, 'It can be checked without approaching anyone.');
  await assess.hold(assessor);
  await assess.signNow(assessor);
  await openStage(assessor, 'send');
  const recipients = page().getByRole('group', { name: 'Who receives it' });
  await recipients.locator('[data-closed=false] input[type=radio]').first().check();
}, 300_000);
afterAll(() => office?.close());
picturesOfFailures(() => office);

describe('an assessor', () => {
  it('covers words by key, undoes and does it again, and sees the recipient’s copy beneath', async () => {
    await tab(/Statements/).click();
    await select(covered);
    await assessor.press('Control+e');
    await copy().getByText(`Redacted: ${reason}`).waitFor();
    expect(await copy().innerText()).not.toContain('Tuesday');
    await button('Undo the last cover').click();
    await copy().waitFor({ state: 'detached' });
    await button('Do it again').click();
    await copy().waitFor();
    // Typing before a cover moves it with its words.
    await words().evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(0, 0));
    await words().focus();
    await assessor.press('Home');
    await page().keyboard.type('Then ');
    await until('the copy has it', async () => (await copy().innerText()).startsWith('Then Sergeant'));
    expect(await copy().innerText()).not.toMatch(/Tuesday|evening/);
    await shoot(assessor, 'statements');
    await chooseTheme(assessor, 'dark');
    await shoot(assessor, 'statements-dark');
    await chooseTheme(assessor, 'light');
    await inLightAndDark(assessor, 'CaseScreen', 'covering words');
  });

  it('takes files along as drawn pages, with parts covered by keyboard', async () => {
    await tab(/Files/).click();
    await page().getByRole('checkbox', { name: 'marlow ledger.pdf' }).check();
    const frame = page().locator('[data-frame]');
    await button('Cover a part').click();
    await until('the frame has the focus', () => frame.evaluate((each) => each === document.activeElement));
    await assessor.press('Shift+ArrowRight', 'ArrowUp', 'Enter');
    await button('Uncover part 1').waitFor();
    await shoot(assessor, 'files');
    await inLightAndDark(assessor, 'CaseScreen', 'covering parts of a file');
    await page().getByRole('checkbox', { name: picture.filename }).check();
    await button('Cover a part').waitFor();
  });

  it('cannot send while a warning is not settled, and is told which', async () => {
    await tab(/Request/).click();
    await page().getByLabel('Title').fill('An envelope');
    await page().getByLabel('What is asked').fill('Ring 07700 900123 about on Tuesday evening, at 21:40.');
    await shoot(assessor, 'request');
    await button('Preview').click();
    await preview().waitFor();
    const warnings = preview().getByRole('region', { name: 'What could lead back to the reporter' });
    const all = (await warnings.getByRole('listitem').allInnerTexts()).join('\n');
    expect(all).toContain('Covered elsewhere, request');
    expect(all).toContain('A number or address that finds somebody, request');
    expect(all).toContain('An exact time or date, request');
    expect(all).toContain('The reporter’s own words, statement 1');
    await shoot(assessor, 'preview-warned');
    await assessor.press('Control+Enter');
    await preview().getByRole('alert').getByText('warnings are not settled').waitFor();
    await inLightAndDark(assessor, 'PackPreview.tsx', 'with warnings');
    await resize(assessor, 1280, 720);
    await shoot(assessor, 'preview-1280');
    await resize(assessor, 1440, 900);
    // No reason helps where covered words stand open: they can only be changed.
    for (const why of await warnings.getByRole('textbox').all()) await why.fill('It tells nothing of who reported.');
    await assessor.press('Control+Enter');
    await preview().getByRole('alert').getByText('One warning is not settled.').waitFor();
    await assessor.press('Escape');
  });

  it('is refused by the vault what the page would have let through, and the refusal is in the journal', async () => {
    const { file } = await readCase(assessor, caseId);
    const statement = file!.annotations.find(({ kind }) => kind === 'statement')!.event;
    const grade = file!.grades[statement]!.at(-1)!.grade;
    const pack = {
      reference: 'X',
      title: 'X',
      marking: 'OFFICIAL',
      handling: 'X',
      request: 'X',
      subjects: [],
      statements: [{ statement, text: narrative.split('. ')[0]!, grade }],
    };
    const send = { caseId, unit: 'MPS-INV', outcome: 'investigate' as const, pack };
    const units = await ask(assessor, 'directory.units', {});
    const unit = units.find(({ workstations, kind }) => workstations > 0 && kind === 'investigation')!.unit;
    await expect(ask(assessor, 'referral.send', { ...send, unit })).rejects.toThrow('pack_unsettled');
    const raw = { ...pack, statements: [{ ...pack.statements[0]!, statement: crypto.randomUUID() }] };
    await expect(ask(assessor, 'referral.send', { ...send, unit, pack: raw })).rejects.toThrow('pack_not_graded');
    const redaction = { id: crypto.randomUUID(), from: 0, to: 15, reason: 'REPORTER', by: crypto.randomUUID() };
    const workings = {
      statements: [{ statement, text: narrative, redactions: [{ ...redaction, at: '2026-11-22T09:00:00.000Z' }] }],
      kept: [],
    };
    await expect(ask(assessor, 'referral.send', { ...send, unit, workings })).rejects.toThrow('pack_redaction_missed');
    const none = units.find(({ workstations }) => workstations === 0)!.unit;
    await expect(ask(assessor, 'referral.send', { ...send, unit: none })).rejects.toThrow('no_recipient_workstation');
    await inSync(assessor);
    const refused = (await office.exported()).match(/"code":"(?:pack_\w+|no_recipient_workstation)"/g) ?? [];
    expect(refused.map((each) => each.slice(8, -1))).toEqual([
      'pack_unsettled',
      'pack_not_graded',
      'pack_redaction_missed',
      'no_recipient_workstation',
    ]);
  });

  it('sends it once it is mended, after a look at exactly what the recipient gets', async () => {
    await page().getByLabel('What is asked').fill('Please see what the property register says.');
    await button('Preview').click();
    await preview().waitFor();
    const theirs = preview().getByRole('region', { name: 'The recipient’s copy' });
    await theirs.getByText(`Redacted: ${reason}`).first().waitFor();
    await theirs.locator('canvas').first().scrollIntoViewIfNeeded();
    await theirs.locator('canvas[data-drawn]').first().waitFor();
    expect(await theirs.innerText()).not.toMatch(/Tuesday|marlow ledger/);
    await shoot(assessor, 'preview');
    await theirs
      .locator('canvas')
      .first()
      .evaluate((each) => each.scrollIntoView());
    await shoot(assessor, 'preview-files');
    const warnings = preview().getByRole('region', { name: 'What could lead back to the reporter' });
    for (const why of await warnings.getByRole('textbox').all()) await why.fill('The register says so too.');
    await assessor.press('Control+Enter');
    await preview().waitFor({ state: 'hidden' });
    await until('it is sent', async () => (await readCase(assessor, caseId)).file!.referrals.length === 1);
    await inSync(assessor);
  });
});

describe('the investigator', () => {
  it('reads the pack with its covers and its pages', async () => {
    await inSync(investigator);
    await referrals.open(investigator, () => Promise.resolve());
    const pack = investigator.page().getByRole('article');
    await pack.getByText(`Redacted: ${reason}`).first().waitFor();
    await pack.locator('canvas').first().scrollIntoViewIfNeeded();
    await pack.locator('canvas[data-drawn]').first().waitFor();
    expect(await pack.locator('canvas').count()).toBe(3);
    // In the middle of the cover it is black.
    const [width, dark] = await pack
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height * 0.42, 1, 1);
        return [canvas.width, data[0]! + data[1]! + data[2]!];
      });
    expect(width).toBeGreaterThan(500);
    expect(dark).toBeLessThan(100);
    await shoot(investigator, 'received');
    await inLightAndDark(investigator, 'ReferralScreen', 'with files');
  });

  it('saves it as a PDF with its marking, recipient and number on every page, and a machine-readable copy', async () => {
    const out = ownedFolder(join(office.folder, 'out'));
    const identity = await generateX25519Identity();
    const identityFile = join(office.folder, 'identity');
    writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 });
    const chosen = join(out, 'pack.pdf.age');
    await investigator.workstation.app.evaluate(({ dialog }, file) => {
      (dialog as unknown as { showSaveDialog: unknown }).showSaveDialog = () =>
        Promise.resolve({ canceled: false, filePath: file });
    }, chosen);
    const view = investigator.page();
    await view.getByRole('button', { name: 'Save the pack as a PDF…' }).click();
    const form = view.getByRole('form', { name: 'Save the pack as a PDF' });
    await form.getByRole('radio').nth(1).check();
    await form.getByLabel('Who receives it').fill('The panel of Example Street');
    await form.getByRole('radio', { name: 'The recipient’s age key' }).check();
    await form.getByLabel('Public key of the recipient').fill(await identityToRecipient(identity));
    await shoot(investigator, 'saving');
    await inLightAndDark(investigator, 'SavePack.tsx');
    await form.getByRole('button', { name: 'Save the encrypted PDF…' }).click();
    await form.getByText('Saved encrypted, and entered in the journal.').waitFor({ timeout: 60_000 });
    expect(readdirSync(out).sort()).toEqual(['pack.json.age', 'pack.pdf.age']);

    const opened = (name: string) =>
      execFileSync('age', ['-d', '-i', identityFile, join(out, name)], { maxBuffer: 1 << 27 });
    const pdf = join(office.folder, 'pack.pdf');
    writeFileSync(pdf, opened('pack.pdf.age'));
    expect(execFileSync('qpdf', ['--check', pdf], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors',
    );
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
    const sheets = text.split('\f').filter((sheet) => sheet.trim() !== '');
    expect(sheets.length).toBeGreaterThanOrEqual(4);
    for (const [index, sheet] of sheets.entries()) {
      expect(sheet.split('OFFICIAL-SENSITIVE [PERSONAL DATA] [RECIPIENTS ONLY]')).toHaveLength(3);
      expect(sheet).toContain(`Page ${index + 1} of ${sheets.length}`);
      expect(sheet).toContain('The panel of Example Street');
    }
    // As it was written, without the ends of lines and apart from the letters that stand aslant between them.
    const letters = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, '');
    const closeUp = (of: string) => of.replaceAll(/\s+/g, '');
    const uncovered = narrative.slice(0, narrative.indexOf(covered));
    expect(letters).toContain(closeUp(`1. Then ${uncovered}[Redacted: ${reason}].`));
    for (const each of [covered, ...Object.values(said), 'marlow ledger'])
      expect(letters.toLowerCase()).not.toContain(closeUp(each).toLowerCase());
    expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).not.toMatch(/Marlow|Quill/);
    expect(execFileSync('pdfdetach', ['-list', pdf], { encoding: 'utf8' })).toContain('0 embedded files');
    execFileSync('pdftoppm', ['-r', '60', '-png', pdf, join(pictures, 'paper')]);

    const saved = SavedPack.parse(JSON.parse(opened('pack.json.age').toString('utf8')));
    expect(saved.packSha256).toBe(createHash('sha256').update(jcs(saved.pack)).digest('hex'));
    const promised = saved.pack.files!.flatMap(({ pages }) => pages.map(({ sha256 }) => sha256));
    const jpegs = saved.pages.map(({ jpeg }) => Buffer.from(jpeg, 'base64'));
    expect(jpegs.map((jpeg) => createHash('sha256').update(jpeg).digest('hex'))).toEqual(promised);
    for (const jpeg of jpegs) expect(jpegFlaw(jpeg)).toBeNull();
    await inSync(investigator);
    const exports = (await office.exported()).match(/"what":"pack_(?:pdf|json)"/g) ?? [];
    expect(exports).toEqual(['"what":"pack_pdf"', '"what":"pack_json"']);
    await investigator.press('Escape');
  });

  it('holds no file of the report, nothing covered, and no six words of the narrative but those of the pack', async () => {
    const { profile } = investigator.workstation;
    await ask(investigator, 'sync.now', {});
    const { text, files } = await openVaultOf(profile, passphrase);
    expect(text).toContain('An envelope');
    for (const each of [...Object.values(said), 'marlow ledger', covered]) expect(text).not.toContain(each);
    for (const { bytes } of [{ bytes: talkativePdf(said) }, picture]) {
      const piece = Buffer.from(bytes).subarray(-600);
      expect(text.includes(piece.toString('latin1')) || text.includes(piece.toString('base64').slice(0, 400))).toBe(
        false,
      );
    }
    // Every workstation has a database for the files of reports. There is nothing in this one, and no other set aside.
    expect(files).toEqual({ files: 0, chunks: 0 });
    const beside = readdirSync(profile).filter((name) => name.startsWith(ATTACHMENTS));
    expect(beside.filter((name) => !['', '-wal', '-shm'].includes(name.slice(ATTACHMENTS.length)))).toEqual([]);
    const { files: theirs } = await openVaultOf(assessor.workstation.profile, passphrase);
    expect(theirs).toEqual({ files: 2, chunks: 2 });
    const [row] = await ask(investigator, 'referrals.read', {});
    const { pack } = await ask(investigator, 'referral.read', { caseId: row!.caseId });
    const runs = (of: string) => {
      const found = wordsOf(of);
      return Array.from({ length: Math.max(0, found.length - 5) }, (_, at) => joined(found, at, 6));
    };
    const approved = new Set(pack!.statements.flatMap((each) => each.text.split('███').flatMap(runs)));
    const held = new Set(runs(text));
    expect(runs(narrative).filter((run) => held.has(run) && !approved.has(run))).toEqual([]);
    // The dump is a dump: it holds what was approved.
    expect(runs(narrative).some((run) => held.has(run))).toBe(true);
  });
});
