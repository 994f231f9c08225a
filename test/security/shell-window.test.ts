import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, listAssets } from '../../electron/main/assets.ts';
import { coresOff } from '../../electron/main/core-limit.ts';
import { build } from '../../scripts/build.ts';
import { calls } from '../../shared/bridge/contract.ts';
import { type Answer, marking, shellCalls } from '../../shared/bridge/shell.ts';
import {
  descendants,
  inSandbox,
  launchWorkstation,
  type LaunchedWorkstation,
  newFolder,
  runPlain,
  sandboxed,
  vaultPid,
} from '../e2e/launch.ts';
import { logged, testBuild, until } from './shell-watching.ts';

describe('an open window', () => {
  let station: LaunchedWorkstation;
  beforeAll(async () => {
    station = await launchWorkstation();
  });
  afterAll(() => station.close());

  it('runs its page in Chromium’s sandbox, and says so', async () => {
    expect(await sandboxed(station.app, station.page)).toBe(true);
    // The check can tell: main is not in it.
    expect(inSandbox(await station.app.evaluate(() => process.pid))).toBe(false);
    const about = await station.page.evaluate(() => window.candour.shell.about());
    expect(about).toMatchObject({ ok: true, value: { sandboxed: true, demonstration: false } });
  });

  it('has every protection on and every shortcut to Node off (24)', async () => {
    const window = await station.app.browserWindow(station.page);
    const found = await window.evaluate((each) => {
      // Not in Electron's types, but there since version 1.
      const contents = each.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(found).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
    });
  });

  it('is called Candour whatever the page says, shows no menu bar and keeps its session in memory (46)', async () => {
    await station.page.evaluate(() => (document.title = 'Sergeant A. N. Other'));
    const window = await station.app.browserWindow(station.page);
    const found = await window.evaluate((each) => ({
      title: each.getTitle(),
      menu: each.isMenuBarVisible(),
      smallest: each.getMinimumSize(),
      stored: each.webContents.session.getStoragePath(),
    }));
    expect(found).toEqual({ title: 'Candour', menu: false, smallest: [640, 480], stored: null });
  });

  it('gives the page no Node, and a bridge of exactly these parts (26)', async () => {
    const found = await station.page.evaluate(() => {
      const shape = (value: unknown): unknown =>
        typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shape(part)]))
          : typeof value;
      const globals = globalThis as unknown as Record<string, unknown>;
      return {
        node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
          (name) => name in globals,
        ),
        bridge: shape(window.candour),
        frozen: Object.isFrozen(window.candour) && Object.isFrozen(window.candour.shell),
        writable: Object.getOwnPropertyDescriptor(window, 'candour')?.writable,
      };
    });
    expect(found).toEqual({
      node: [],
      frozen: true,
      writable: false,
      bridge: {
        call: 'function',
        onNotice: 'function',
        shell: {
          preferences: { read: 'function', write: 'function' },
          lock: 'function',
          quit: 'function',
          about: 'function',
          policy: 'function',
          copy: 'function',
          cover: 'function',
          people: { list: 'function', choose: 'function', add: 'function', called: 'function' },
          access: 'function',
          files: { show: 'function', shown: 'function' },
          attention: { tell: 'function', kept: 'function', needed: 'function' },
          takingOut: { printers: 'function', print: 'function', export: 'function' },
          choose: { folder: 'function', backup: 'function', bundleOut: 'function', bundleIn: 'function' },
          unlockKeystore: 'function',
        },
      },
    });
  });

  it('is served every file with the whole policy, a fresh nonce each time, and no other file (27)', async () => {
    const { folder } = await build(testBuild);
    const paths = [...listAssets(join(folder, 'renderer')).keys(), '/', '/nothing.js', '/..%2fmain/index.js'];
    const answers = await station.app.evaluate(async ({ BrowserWindow }, wanted) => {
      const { session } = BrowserWindow.getAllWindows()[0]!.webContents;
      const found = [];
      for (const path of wanted) {
        const answer = await session.fetch(`candour://app${path}`);
        found.push({
          path,
          status: answer.status,
          policy: answer.headers.get('content-security-policy') ?? '',
          sniff: answer.headers.get('x-content-type-options'),
          text: path === '/' ? await answer.text() : '',
        });
      }
      return found;
    }, paths);
    const nonces = new Set<string>();
    for (const { path, status, policy, sniff, text } of answers) {
      const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(policy, path).toBe(contentSecurityPolicy(nonce));
      expect(sniff, path).toBe('nosniff');
      expect(status, path).toBe(path === '/nothing.js' ? 404 : path.includes('..') ? 403 : 200);
      if (path === '/') expect(text).toContain(`<meta name="style-nonce" content="${nonce}"`);
    }
    expect(nonces.size).toBe(answers.length);
  });

  it('runs no script that was written into the page (27)', async () => {
    const ran = await station.page.evaluate(async () => {
      const violations: string[] = [];
      addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      const script = document.createElement('script');
      try {
        script.text = 'window.ran = true';
        document.head.append(script);
      } catch {
        violations.push('trusted types');
      }
      const frame = document.createElement('iframe');
      frame.src = 'https://example.invalid/';
      document.body.append(frame);
      await fetch('candour://app/index.html').catch(() => violations.push('fetch'));
      await new Promise((resolve) => setTimeout(resolve, 200));
      frame.remove();
      return { ran: 'ran' in window, violations };
    });
    expect(ran.ran).toBe(false);
    expect(ran.violations).toEqual(expect.arrayContaining(['fetch', 'frame-src']));
    expect(ran.violations.some((each) => /trusted|script/.test(each))).toBe(true);
  });

  it('stays where it is: no navigation, no other window, no download, no permission (29, 30)', async () => {
    const { page } = station;
    const before = station.app.windows().length;
    const answers = await page.evaluate(async () => {
      const opened = window.open('https://example.invalid/');
      const link = document.createElement('a');
      link.href = 'https://example.invalid/';
      link.click();
      link.target = '_blank';
      link.click();
      link.href = URL.createObjectURL(new Blob(['words of a report']));
      link.target = '';
      link.download = 'report.txt';
      link.click();
      location.href = 'candour://app/other.html';
      location.assign('file:///etc/passwd');
      const denied = await Promise.all(
        ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'].map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { opened: opened === null, denied, notification: await Notification.requestPermission() };
    });
    expect(answers).toEqual({ opened: true, denied: Array(6).fill('denied'), notification: 'denied' });
    expect(page.url()).toBe('candour://app/index.html');
    expect(station.app.windows()).toHaveLength(before);
    expect(logged(station.profile).filter(({ event }) => event === 'page_denied').length).toBeGreaterThanOrEqual(4);
  });

  it('reaches no address but its own, not even by way of main’s session (34)', async () => {
    const outcome = await station.app.evaluate(async ({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]!.webContents;
      return session.fetch('http://127.0.0.1:9/').then(
        () => 'answered',
        (error: Error) => error.message,
      );
    });
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  });

  it('answers a call that main does not understand with a typed error', async () => {
    const answer = await station.page.evaluate(() =>
      window.candour.shell.preferences.write({ theme: 'purple', bounds: 1 } as never),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
    expect(JSON.stringify(answer)).not.toMatch(/at .*\.js/);
  });

  it('keeps the profile to its owner', () => {
    expect(statSync(station.profile).mode & 0o777).toBe(0o700);
    expect(statSync(join(station.profile, 'logs', 'candour.log')).mode & 0o777).toBe(0o600);
  });

  it('lets a second start on the same profile go at once, without a vault of its own (41)', async () => {
    const second = await runPlain(testBuild, { profile: station.profile });
    try {
      expect(await second.ended).toBe(0);
      expect(logged(station.profile).filter(({ event }) => event === 'started')).toHaveLength(1);
    } finally {
      await second.kill();
    }
  });

  it('speaks British English, so that a field for a date asks for the day first', async () => {
    const { page, app } = station;
    expect(await app.evaluate(({ app: main }) => main.getLocale())).toBe('en-GB');
    await page.evaluate(() => {
      const field = Object.assign(document.createElement('input'), { type: 'date', id: 'day-first' });
      document.body.append(field);
    });
    const client = await page.context().newCDPSession(page);
    const { root } = await client.send('DOM.getDocument', { depth: -1, pierce: true });
    const parts = JSON.stringify(root).match(/-webkit-datetime-edit-(?:day|month|year)-field/g);
    await page.evaluate(() => document.getElementById('day-first')?.remove());
    expect([...new Set(parts)].map((part) => part.split('-')[4])).toEqual(['day', 'month', 'year']);
    expect(await page.evaluate(() => navigator.language)).toBe('en-GB');
  });

  it('answers 200 payloads a shell call with typed errors and without a word of where (32)', async () => {
    const payloads = fc.sample(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 2000 })), {
      numRuns: 200,
      seed: 32,
    });
    // Halves of characters pass no line of Playwright's but as escapes.
    const text = JSON.stringify(payloads);
    const before = await station.app.evaluate(() => process.pid);
    const bridged = await station.page.evaluate(async (json) => {
      const all = JSON.parse(json) as unknown[];
      const { preferences, copy, cover, people, takingOut } = window.candour.shell;
      const answers: unknown[] = [];
      const bridgedCalls = [preferences.write, copy, cover, people.choose, people.called];
      for (const call of [...bridgedCalls, takingOut.print, takingOut.export])
        for (const payload of all) answers.push(await (call as (payload: unknown) => Promise<unknown>)(payload));
      return answers;
    }, text);
    // The others take nothing, so that the bridge lets nothing through: here main is asked as a broken bridge would ask.
    const unbridged = await station.app.evaluate(
      async ({ ipcMain, BrowserWindow }, { names, json }) => {
        const all = JSON.parse(json) as unknown[];
        const sender = BrowserWindow.getAllWindows()[0]!.webContents;
        const handlers = (
          ipcMain as unknown as { _invokeHandlers: Map<string, (event: object, payload: unknown) => Promise<unknown>> }
        )._invokeHandlers;
        const answers: unknown[] = [];
        for (const name of names)
          for (const payload of all)
            answers.push(await handlers.get(name)!({ sender, senderFrame: sender.mainFrame }, payload));
        return { answers, doors: [...handlers.keys()] };
      },
      { names: Object.keys(shellCalls), json: text },
    );
    expect(unbridged.doors.sort()).toEqual(Object.keys(shellCalls).sort());
    const answers = [...bridged, ...unbridged.answers] as Answer<unknown>[];
    expect(answers).toHaveLength(200 * (7 + Object.keys(shellCalls).length));
    const failed = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(failed.length).toBeGreaterThan(answers.length * 0.9);
    for (const error of failed) {
      expect(error.code).toBe('invalid_request');
      expect(error.message).toMatch(/^shell\.[a-zA-Z.]+ was asked with something it does not understand\.$/);
    }
    expect(await station.app.evaluate(() => process.pid)).toBe(before);
    expect(station.page.isClosed()).toBe(false);
  });

  it('answers 200 payloads a call of the vault’s without a word of where (32)', async () => {
    const payloads = fc.sample(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 200 })), {
      numRuns: 200,
      seed: 33,
    });
    const vault = await vaultPid(station.app);
    const answers = await station.page.evaluate(
      async ({ names, json }) => {
        const all = JSON.parse(json) as unknown[];
        const found: unknown[] = [];
        for (const name of names)
          found.push(...(await Promise.all(all.map((payload) => window.candour.call(name, payload)))));
        return found as { ok: boolean; error?: { code: string; message: string } }[];
      },
      {
        names: [...Object.keys(calls), 'toString', '__proto__', '', 'x'.repeat(10_000)],
        json: JSON.stringify(payloads),
      },
    );
    for (const { ok, error } of answers) {
      if (ok) continue;
      expect(error?.code).toMatch(/^[a-z_]{1,60}$/);
      expect(JSON.stringify(error)).not.toMatch(/\.[jt]s\b|node:|\n\s+at /);
    }
    expect(answers.filter(({ ok }) => !ok).length).toBeGreaterThan(answers.length / 2);
    expect(await vaultPid(station.app)).toBe(vault);
  });

  it('writes no memory of any of its processes to the disk when one falls over (43)', async () => {
    const main = await station.app.evaluate(() => process.pid);
    const family = [main, ...descendants(main)];
    expect(family.length).toBeGreaterThanOrEqual(4);
    for (const pid of family) {
      expect(coresOff(readFileSync(`/proc/${pid}/limits`, 'utf8')), readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toBe(
        true,
      );
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('crashpad');
    }
    expect(logged(station.profile).find(({ event }) => event === 'core_dumps')).toMatchObject({ off: true });
    // The check can tell.
    expect(coresOff('Max core file size        0                    unlimited            bytes')).toBe(false);
  });

  it('lets nothing be dragged out, and copies only beneath the marking (29)', async () => {
    const dragged = await station.page.evaluate(() =>
      document.body.dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true })),
    );
    expect(dragged).toBe(false);
    await station.page.evaluate(() => document.getSelection()?.selectAllChildren(document.getElementById('root')!));
    await station.page.keyboard.press('Control+C');
    const held = () => station.app.evaluate(({ clipboard }) => clipboard.readText());
    await until(async () => (await held()).startsWith(marking), 'the copy is there');
    expect((await held()).split('\n').slice(0, 3)).toEqual([marking, 'Candour', '']);
  });
});

describe('Chromium itself', () => {
  it('asks for no address from its first moment to its last (34)', async () => {
    const folder = newFolder('net');
    const file = join(folder, 'net.json');
    const station = await launchWorkstation({ args: [`--log-net-log=${file}`] });
    // Dictionaries, components and the like are asked for some seconds after the start.
    await station.page.waitForTimeout(8000);
    await station.close();
    const said = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    expect(said).toContain('"logEventTypes"');
    const asked = [...said.matchAll(/"(?:url|original_url|host)":\s*"([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(asked.filter((address) => !/^(?:candour:|blob:candour:|devtools:)/.test(address))).toEqual([]);
  });
});
