import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, grant, organise, passphrase, sharedFolder, writeSetUp } from '../../scripts/start/demonstration.ts';
import { type HubProcess, startHub } from '../../scripts/start/hub-process.ts';
import { type Person, seat } from '../../scripts/tour/person.ts';
import { caseScreen, conflict, desk, setUpScreen } from '../../scripts/tour/screens.ts';
import { marking } from '../../shared/bridge/shell.ts';
import { descendants, newFolder, rendererPid, vaultPid } from '../e2e/launch.ts';
import { alive, otherEnds, until } from './shell-watching.ts';

const markup =
  '<img src=x onerror="window.ran=1"><script>window.ran=1</script><svg onload="window.ran=1"></svg>{{7*7}}${window.ran=1}';
const reversed = 'The file was called \u202Efdp.ecilop\u202C and came from p\u0430ypal.';
const payload = `${markup} ${reversed} <a href="javascript:window.ran=1">look</a> [look](javascript:window.ran=1)`;
const report = (number: number) => ({
  reference: `HOSTILE-${number}`,
  channel: 'web',
  reporterMode: 'anonymous',
  receivedAt: '2026-11-19T08:00:00Z',
  disseminatedAt: '2026-11-19T10:00:00Z',
  urgency: 'routine',
  narrative: `${payload} A second sentence stands here as well.`,
  occurredWhen: markup,
  occurredWhere: `${markup} \u202Ehere`,
  subjects: [{ name: `${markup} \u2066Ann\u2069`, rank: '<b>Sergeant</b>', station: '<iframe src=//evil.invalid>' }],
});

describe('a hostile report on a workstation that is at work', () => {
  let hub: HubProcess;
  let assessor: Person;
  let port: number;
  const folder = sharedFolder(mkdtempSync(join(tmpdir(), 'candour-played-')));
  const profile = newFolder('profile');
  const ends = new Set<string>();
  let netLogFile: string;
  let polling: NodeJS.Timeout;

  beforeAll(async () => {
    const data = join(folder, 'hub');
    const file = join(folder, 'reports.jsonl');
    const forces = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../resources/forces.json'), 'utf8'),
    ) as unknown;
    const force = /"short":\s*"([^"]+)"/.exec(JSON.stringify(forces))?.[1] ?? '';
    writeFileSync(file, `${[1, 2].map((number) => JSON.stringify({ ...report(number), force })).join('\n')}\n`);
    const organisation = await organise(data, { count: 0, seed: 1, file });
    expect(organisation).toMatchObject({ imported: 2, failed: 0 });
    port = await freePort();
    hub = await startHub(data, port);
    const setUp = writeSetUp(folder, 'assessor', hub.url, organisation.assessor);
    assessor = await seat('assessor', profile, setUp);
    const { app, home } = assessor.workstation;
    netLogFile = join(home, 'net.json');
    await app.evaluate(({ netLog }, path) => netLog.startLogging(path), netLogFile);
    const main = await app.evaluate(() => process.pid);
    polling = setInterval(() => {
      for (const end of otherEnds([main, ...descendants(main)])) ends.add(end);
    }, 100);
    const fingerprint = await setUpScreen.submit(assessor);
    const { value } = (await assessor.page().evaluate(() => window.candour.call('session.me', {}))) as {
      value: { device: string };
    };
    await grant(data, value.device, fingerprint);
    await setUpScreen.goOn(assessor);
    await desk.grid(assessor).waitFor();
    await desk.view(assessor, 'all');
    await desk.waitForTotal(assessor, 2);
  }, 240_000);
  afterAll(async () => {
    clearInterval(polling);
    await assessor?.close();
    await hub?.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(profile, { recursive: true, force: true });
  });

  const foreign = () =>
    assessor.page().evaluate(() => ({
      ran: 'ran' in window,
      elements: [
        ...document.querySelectorAll('script:not([src]), iframe, img[src="x"], svg[onload], [onerror], a'),
      ].map(({ outerHTML }) => outerHTML),
      title: document.title,
    }));
  const harmless = { ran: false, elements: [], title: 'Candour' };

  it('is shown as text on the Desk, in the conflict pass and in the case; no script of it runs (35)', async () => {
    expect(await foreign()).toEqual(harmless);
    await desk.view(assessor, 'today');
    await desk.grid(assessor).focus();
    await assessor.press('c');
    await conflict.pass(assessor, async () => expect(await foreign()).toEqual(harmless));
    await desk.view(assessor, 'all');
    await desk.open(assessor, 0);
    await caseScreen.shown(assessor);
    await until(
      async () => (await assessor.page().locator('body').innerText()).includes('onerror="window.ran=1"'),
      'the text is there',
    );
    const text = await assessor.page().locator('body').innerText();
    expect(text).toContain('<script>window.ran=1</script>');
    expect(text).toContain('[look](javascript:window.ran=1)');
    expect(await foreign()).toEqual(harmless);
    const titles = await assessor.workstation.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => each.getTitle()),
    );
    expect(titles).toEqual(['Candour']);
  });

  it('has every text that may be foreign isolated, so that its direction goes no further', async () => {
    const isolated = await assessor.page().evaluate((words) => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (!node.textContent?.includes(words)) continue;
        const holder = node.parentElement!.closest('[dir=auto], bdi');
        found.push(
          holder ? getComputedStyle(holder).unicodeBidi : `none: ${node.parentElement!.outerHTML.slice(0, 120)}`,
        );
      }
      return found;
    }, '\u202E');
    expect(isolated.length).toBeGreaterThan(0);
    for (const each of isolated) expect(each).toMatch(/isolate|plaintext/);
  });

  it('is copied beneath its marking and reference only (16)', async () => {
    const { app } = assessor.workstation;
    await assessor.page().evaluate(() => document.getSelection()?.selectAllChildren(document.querySelector('main')!));
    await assessor.press('Control+c');
    const held = () => app.evaluate(({ clipboard }) => clipboard.readText());
    await until(async () => (await held()).startsWith(marking), 'the copy is there');
    expect((await held()).split('\n')[1]).toMatch(/^Candour · HOSTILE-[12]$/);
  });

  it.runIf(process.platform === 'linux')(
    'lies beneath a watermark that says whose screen it is, and is in nobody’s way',
    async () => {
      const mark = assessor.page().locator('[data-watermark]');
      await mark.waitFor({ state: 'attached' });
      const found = await mark.evaluate((each) => ({
        hidden: each.getAttribute('aria-hidden'),
        events: getComputedStyle(each).pointerEvents,
        opacity: Number(getComputedStyle(each).opacity),
        text: each.firstElementChild?.textContent ?? '',
      }));
      expect(found).toMatchObject({ hidden: 'true', events: 'none' });
      expect(found.opacity).toBeGreaterThan(0.02);
      expect(found.opacity).toBeLessThanOrEqual(0.04);
      expect(found.text).toMatch(/^\S.* · \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    },
  );

  it('is covered by F9 at once, comes back by Esc, and is gone with vault and page within a second of Ctrl+L', async () => {
    await assessor.press('F9');
    const covered = assessor.page().getByRole('dialog', { name: 'Covered' });
    await covered.waitFor();
    const box = await covered.boundingBox();
    const size = await assessor.page().evaluate(() => ({ width: innerWidth, height: innerHeight }));
    expect(box).toEqual({ x: 0, y: 0, ...size });
    await assessor.press('Escape');
    await covered.waitFor({ state: 'hidden' });

    const { app } = assessor.workstation;
    const page = assessor.page();
    const pids = [await vaultPid(app), await rendererPid(app, page)];
    const began = performance.now();
    const locked = assessor.lock();
    await until(() => pids.every((pid) => pid !== undefined && !alive(pid)), 'vault and page are gone');
    expect(performance.now() - began).toBeLessThan(1000);
    await locked;
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
  });

  it('stays one person’s: another gets a vault of their own, and neither learns the other’s name (9)', async () => {
    const { app } = assessor.workstation;
    const choose = async (name: string) => {
      const before = assessor.page();
      const vault = await vaultPid(app);
      const next = app.waitForEvent('window');
      await before.getByRole('button', { name }).click();
      await next;
      await assessor.turnToNewWindow(before);
      expect(alive(vault ?? 0)).toBe(false);
    };
    const people = () => assessor.page().getByRole('navigation', { name: 'People on this workstation' });
    await choose('Another person…');
    await setUpScreen.shown(assessor);
    await people().waitFor();
    expect((await people().innerText()).split('\n').filter(Boolean)).toEqual(['Person 1', 'Person 2']);
    await choose('Person 1');
    await assessor.unlock(passphrase);
  });

  it('made the workstation speak to the hub and to nobody else (34, 38)', async () => {
    await assessor.workstation.app.evaluate(({ netLog }) => netLog.stopLogging());
    expect([...ends]).toEqual([`tcp 127.0.0.1:${port}`]);
    const asked = [...readFileSync(netLogFile, 'utf8').matchAll(/"(?:url|original_url|host)":\s*"([^"]+)"/g)].map(
      ([, address]) => address ?? '',
    );
    expect(asked.filter((address) => !/^(?:candour:|blob:candour:|devtools:)/.test(address))).toEqual([]);
  });
});
