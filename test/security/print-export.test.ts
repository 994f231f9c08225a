import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordinaryUser } from '../../scripts/setup/system.mjs';
import { freePort, grant, organise, passphrase, sharedFolder, writeSetUp } from '../../scripts/start/demonstration.ts';
import { hubCommand, type HubProcess, startHub } from '../../scripts/start/hub-process.ts';
import { type Person, seat } from '../../scripts/tour/person.ts';
import { setUpScreen } from '../../scripts/tour/screens.ts';
import { marking, type TakenOut } from '../../shared/bridge/shell.ts';
import type { Seal } from '../../shared/bridge/taking-out.ts';
import { accepted, ask, casesByReference, until } from '../e2e/support/bridge.ts';
import { report } from '../e2e/support/inbound.ts';
import { launchWorkstation, newFolder, ownedFolder } from '../e2e/launch.ts';
import { logged } from './shell-watching.ts';

const canary = `quincewort${randomBytes(6).toString('hex')}`;
const sentence = `The officer kept a ${canary} in the drawer and said so to nobody. `;
const reference = 'PRINT-1';

/** Every file under a folder, with what is in it. */
function* filesUnder(folder: string): Generator<{ file: string; bytes: Buffer }> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    try {
      yield { file, bytes: readFileSync(file) };
    } catch {
      // It went while we looked.
    }
  }
}
const forms = (text: string) => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  ...[0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64');
    return Buffer.from(padded.slice(shift === 0 ? 0 : 4, -4));
  }),
];

describe('a case on its way out (40)', () => {
  const folder = sharedFolder(newFolder('taking-out'));
  const data = join(folder, 'hub');
  const out = join(folder, 'out');
  const identityFile = join(folder, 'identity');
  let sealed: Seal;
  const people: Person[] = [];
  let hub: HubProcess;
  let supervisor: Person;
  let assessor: Person;

  async function person(name: string, role: 'assessor' | 'supervisor'): Promise<Person> {
    const enrolled = JSON.parse(
      await hubCommand(data, ['enrol', '--person', name, '--role', `${role}:*`, '--json']),
    ) as { user: string; name: string; code: string };
    const own = sharedFolder(join(folder, role));
    const setUp = writeSetUp(own, 'assessor', hub.url, enrolled);
    const seated = await seat('assessor', join(own, 'profile'), setUp);
    people.push(seated);
    const fingerprint = await setUpScreen.submit(seated);
    const { device } = await ask(seated, 'session.me', {});
    await grant(data, device, fingerprint);
    await setUpScreen.goOn(seated);
    await ask(seated, 'sync.now', {});
    await until('the case is here', async () => {
      await ask(seated, 'sync.now', {});
      return (await casesByReference(seated)).has(reference);
    });
    return seated;
  }

  beforeAll(async () => {
    const file = join(folder, 'reports.jsonl');
    const lines = [report({ reference, narrative: sentence.repeat(150).trim() })];
    writeFileSync(file, lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const identity = await generateX25519Identity();
    writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 });
    sealed = { kind: 'recipient', recipient: await identityToRecipient(identity) };
    mkdirSync(out);
    ownedFolder(out);
    await organise(data, { count: 0, seed: 1, file });
    hub = await startHub(data, await freePort());
    supervisor = await person('Sefton Marlowe', 'supervisor');
    assessor = await person('Asha Winterbourne', 'assessor');
  }, 300_000);
  afterAll(async () => {
    await Promise.all(people.map((each) => each.workstation.kill()));
    await hub?.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  const about = { reason: 'hearing', takenTo: 'The panel of Example Street' } as const;
  const caseOf = async (who: Person) => (await casesByReference(who)).get(reference)!;
  const screen = async (who: Person) => {
    const caseId = await caseOf(who);
    // The row comes before the desk's key, and what is still sealed cannot be screened.
    await until('the case is screened', async () => {
      const { signed } = await ask(who, 'screen.sign', { none: [caseId], declared: [] });
      return signed === 1;
    });
    await accepted(who, caseId);
    return caseId;
  };
  const wantPrint = (caseId: string, seal: Seal | null) => ({
    caseId,
    ...about,
    parts: ['report', 'annotations', 'decisions'] as ('report' | 'annotations' | 'decisions')[],
    seal,
  });
  /** The journal's prints and copies, as the hub keeps them. */
  const journal = async () =>
    (await hubCommand(data, ['export']))
      .split('\n')
      .filter((line) => /"type":"(?:printed|exported)"/.test(line))
      .map((line) => JSON.parse(line) as { compartment?: string; header?: { type: string; facets: object } });
  /** Answers the system's dialog, which no test could reach. */
  const choose = (who: Person, file: string | null) =>
    who.workstation.app.evaluate(({ dialog }, chosen) => {
      const answered = dialog as unknown as { showSaveDialog: unknown; offered?: string };
      answered.showSaveDialog = (_window: unknown, options: { defaultPath: string }) => {
        answered.offered = options.defaultPath;
        return Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
      };
    }, file);
  const printSealed = (page: Page, given: string) =>
    page.evaluate((id) => window.candour.shell.takingOut.print({ grant: id, printer: null }), given) as Promise<{
      ok: true;
      value: TakenOut;
    }>;
  const windows = (who: Person) =>
    who.workstation.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  /** What the age program makes of a sealed file. */
  const unsealed = (file: string) => execFileSync('age', ['-d', '-i', identityFile, file], { maxBuffer: 1 << 26 });
  const pdftotext = (pdf: string, ...options: string[]) =>
    execFileSync('pdftotext', [...options, pdf, '-'], { encoding: 'utf8' });

  it('is refused to an assessor by code: no record, no window, no command', async () => {
    const caseId = await screen(assessor);
    const answers = await assessor
      .page()
      .evaluate(
        async ([print, copy]) => [
          await window.candour.call('print.ask', print),
          await window.candour.call('export.ask', copy),
          await window.candour.shell.takingOut.print({ grant: crypto.randomUUID(), printer: 'any' }),
        ],
        [wantPrint(caseId, null), { caseId, ...about, seal: sealed }] as [object, object],
      );
    const refused = {
      ok: false,
      error: { code: 'not_permitted', detail: { reason: 'role_missing', who: 'supervisor' } },
    };
    expect(answers).toMatchObject([refused, refused, { ok: true, value: { outcome: 'failed', code: 'grant_spent' } }]);
    expect(await windows(assessor)).toBe(1);
    expect(await journal()).toEqual([]);
  });

  it('is printed by a supervisor: the journal has it first, the pages say so, and no clear byte meets the disk', async () => {
    const caseId = await screen(supervisor);
    const { app, home, profile } = supervisor.workstation;
    const { grant: given } = await ask(supervisor, 'print.ask', wantPrint(caseId, sealed));
    const file = join(out, 'chosen.pdf.age');
    await choose(supervisor, file);

    // What the print window is, in the moment in which it is there.
    await app.evaluate(({ app: main }) => {
      const seen = main as unknown as { printWindows: unknown[] };
      seen.printWindows = [];
      main.on('browser-window-created', (_event, window) => {
        const contents = window.webContents as unknown as Electron.WebContents & {
          getLastWebPreferences(): Record<string, unknown>;
        };
        contents.once('did-finish-load', () => {
          seen.printWindows.push({
            url: contents.getURL(),
            visible: window.isVisible(),
            stored: contents.session.getStoragePath(),
            title: window.getTitle(),
            preferences: contents.getLastWebPreferences(),
          });
        });
      });
    });
    const found = new Set<string>();
    const before = new Set(readdirSync(tmpdir()));
    let looking = true;
    const look = (async () => {
      while (looking) {
        const fresh = readdirSync(tmpdir()).filter((name) => !before.has(name));
        for (const place of [home, profile, out, ...fresh.map((name) => join(tmpdir(), name))])
          for (const each of filesUnder(place))
            for (const form of forms(canary)) if (each.bytes.includes(form)) found.add(each.file);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const taken = await printSealed(supervisor.page(), given);
    looking = false;
    await look;
    expect(taken).toEqual({ ok: true, value: { outcome: 'saved', code: null } });
    expect([...found]).toEqual([]);
    expect(readdirSync(out)).toEqual(['chosen.pdf.age']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(file).uid).toBe(ordinaryUser().uid);

    const seen = await app.evaluate(({ app: main, dialog }) => ({
      windows: (main as unknown as { printWindows: unknown[] }).printWindows,
      offered: (dialog as unknown as { offered: string }).offered,
    }));
    expect(seen.offered).toMatch(/^candour-print-\d{4}-\d\d-\d\d\.pdf\.age$/);
    expect(seen.windows).toMatchObject([
      {
        url: 'candour://app/print.html',
        visible: false,
        stored: null,
        title: 'Candour',
        preferences: {
          sandbox: true,
          contextIsolation: true,
          webSecurity: true,
          nodeIntegration: false,
          nodeIntegrationInSubFrames: false,
          webviewTag: false,
          allowRunningInsecureContent: false,
        },
      },
    ]);
    expect(await windows(supervisor)).toBe(1);

    const pdf = join(folder, 'opened.pdf');
    writeFileSync(pdf, unsealed(file), { mode: 0o600 });
    const pages = pdftotext(pdf).split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      const words = page.replaceAll(/\s+/g, ' ');
      expect(words.split(marking)).toHaveLength(3);
      expect(words).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(words).toMatch(
        /printed by Sefton Marlowe · \d{4}-\d\d-\d\d \d\d:\d\d UTC · for The panel of Example Street/,
      );
      expect(words).toContain('For a court or a misconduct hearing');
      // Once above, and six times across the page; letters that stand aslant come out one by one.
      const number = String(index + 1);
      const letters = pdftotext(pdf, '-raw', '-f', number, '-l', number).replaceAll(/\s+/g, '');
      expect(letters.match(/SeftonMarlowe·\d{4}-\d\d-\d\d/g)).toHaveLength(7);
    }
    // Every sentence of the report is there, over the ends of pages too.
    expect(pages.join(' ').match(new RegExp(canary, 'g'))).toHaveLength(150);

    await accepted(supervisor, caseId);
    const entries = await until('the hub has the journal', async () => {
      const all = await journal();
      return all.length > 0 && all;
    });
    expect(entries).toHaveLength(1);
    const text = JSON.stringify(entries[0]);
    const { device } = await ask(supervisor, 'session.me', {});
    expect(text).toContain(`journal:${device}`);
    expect(text).toContain('"reason":"hearing"');
    expect(text).toContain('"to":"sealed_pdf"');
    for (const word of [caseId, about.takenTo, reference, canary]) expect(text).not.toContain(word);
  });

  it('is printed once for each grant, and not at all when the person turns back', async () => {
    const caseId = await caseOf(supervisor);
    const { grant: given } = await ask(supervisor, 'print.ask', wantPrint(caseId, sealed));
    await choose(supervisor, null);
    const before = (await journal()).length;
    expect(await printSealed(supervisor.page(), given)).toMatchObject({ value: { outcome: 'cancelled' } });
    await choose(supervisor, join(out, 'once'));
    expect(await printSealed(supervisor.page(), given)).toMatchObject({ value: { outcome: 'saved' } });
    expect(await printSealed(supervisor.page(), given)).toMatchObject({
      value: { outcome: 'failed', code: 'grant_spent' },
    });
    await until('the hub has the journal', async () => (await journal()).length === before + 1);
    expect(readdirSync(out).sort()).toEqual(['chosen.pdf.age', 'once.age']);
  });

  it('is copied encrypted, under a name that tells nothing, after the journal has it', async () => {
    const caseId = await caseOf(supervisor);
    const before = (await journal()).length;
    const { grant: given } = await ask(supervisor, 'export.ask', { caseId, ...about, seal: sealed });
    const file = join(out, 'copy.age');
    await choose(supervisor, file);
    const taken = await supervisor.page().evaluate((id) => window.candour.shell.takingOut.export({ grant: id }), given);
    expect(taken).toEqual({ ok: true, value: { outcome: 'saved', code: null } });
    const offered = await supervisor.workstation.app.evaluate(
      ({ dialog }) => (dialog as unknown as { offered: string }).offered,
    );
    expect(offered).toMatch(/^candour-export-\d{4}-\d\d-\d\d\.age$/);
    for (const form of forms(canary)) expect(readFileSync(file).includes(form)).toBe(false);
    const opened = JSON.parse(unsealed(file).toString('utf8')) as { format: string; narrative: string };
    expect(opened.format).toBe('candour-case');
    expect(opened.narrative).toContain(canary);
    await until('the hub has the journal', async () => (await journal()).length === before + 1);
  });

  it('is not printed by the page itself, nor by main but through the job; and the person is told', async () => {
    const page = supervisor.page();
    const told = page.getByRole('dialog', { name: 'This page is not printed' });
    await page.evaluate(() => window.print());
    await told.waitFor();
    await supervisor.press('Escape');
    await told.waitFor({ state: 'hidden' });
    await supervisor.press('Control+p');
    await told.waitFor();
    await supervisor.press('Escape');
    await told.waitFor({ state: 'hidden' });
    expect(
      await page.evaluate(() => {
        try {
          Object.defineProperty(window, 'print', { value: 1 });
          return 'replaced';
        } catch {
          return 'fixed';
        }
      }),
    ).toBe('fixed');

    const outcomes = await supervisor.workstation.app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      const pdf = await webContents.printToPDF({}).then(
        () => 'printed',
        (error: Error) => error.message,
      );
      const paper = await new Promise((resolve) => {
        webContents.print({ silent: true }, (taken, why) => resolve([taken, why]));
      });
      return [pdf, paper];
    });
    expect(outcomes).toEqual(['refused', [false, 'refused']]);
    expect(
      logged(supervisor.workstation.profile).filter(({ event, what }) => event === 'page_denied' && what === 'print'),
    ).toHaveLength(2);
  });

  it('is refused by the policy whatever the role, with nothing journalled', async () => {
    const before = (await journal()).length;
    const { profile } = supervisor.workstation;
    await supervisor.close();
    people.splice(people.indexOf(supervisor), 1);
    const policy = join(folder, 'policy.json');
    writeFileSync(policy, '{"allowPrint": false, "allowExport": false}', { mode: 0o644 });
    const station = await launchWorkstation({ build: 'demonstration-test', profile, args: [`--policy=${policy}`] });
    try {
      const { page } = station;
      await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await page.keyboard.press('Enter');
      await page.getByRole('contentinfo', { name: 'Status' }).waitFor();
      const codes = await page.evaluate(
        async ([print, copy, backup]) =>
          Promise.all([
            window.candour.call('print.ask', print),
            window.candour.call('export.ask', copy),
            window.candour.call('vault.backup', backup),
          ]),
        [
          wantPrint(crypto.randomUUID(), null),
          { caseId: crypto.randomUUID(), ...about, seal: sealed },
          { folder: out, passphrase },
        ] as [object, object, object],
      );
      expect(codes).toMatchObject([
        { ok: false, error: { code: 'print_not_allowed' } },
        { ok: false, error: { code: 'export_not_allowed' } },
        { ok: false, error: { code: 'export_not_allowed' } },
      ]);
      expect(station.app.windows()).toHaveLength(1);
    } finally {
      await station.kill();
    }
    expect(await journal()).toHaveLength(before);
  });
});
