import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, listAssets } from '../../electron/main/assets.ts';
import { build } from '../../scripts/build.ts';
import { packageApp } from '../../scripts/package.ts';
import { readFuses, wantedFuses } from '../../scripts/setup/fuses.mjs';
import {
  descendants,
  inSandbox,
  launchWorkstation,
  type LaunchedWorkstation,
  newFolder,
  rendererPid,
  runPlain,
  sandboxed,
  vaultPid,
} from './launch.ts';

const test = { test: true, demonstration: false };
const release = { test: false, demonstration: false };

async function until(holds: () => boolean | Promise<boolean>, what: string, limit = 10_000): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function alive(pid: number): boolean {
  try {
    // A zombie still answers to signal 0.
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

interface LogLine {
  readonly event: string;
  readonly mode?: string;
  readonly reason?: string;
  readonly backend?: string;
}

function logged(profile: string): LogLine[] {
  const file = join(profile, 'logs', 'candour.log');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);
}

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

  it('has every protection on and every shortcut to Node off', async () => {
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

  it('is called Candour whatever the page says, shows no menu bar and keeps its session in memory', async () => {
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

  it('gives the page no Node, and a bridge of exactly these parts', async () => {
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
        },
      },
    });
  });

  it('is served every file with the whole policy, a fresh nonce each time, and no other file', async () => {
    const { folder } = await build(test);
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

  it('runs no script that was written into the page', async () => {
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

  it('stays where it is: no navigation, no other window, no download, no permission', async () => {
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

  it('reaches no address but its own, not even by way of main’s session', async () => {
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

  it('lets a second start on the same profile go at once, without a vault of its own', async () => {
    const second = await runPlain(test, { profile: station.profile });
    try {
      expect(await second.ended).toBe(0);
      expect(logged(station.profile).filter(({ event }) => event === 'started')).toHaveLength(1);
    } finally {
      await second.kill();
    }
  });
});

describe('locking', () => {
  let station: LaunchedWorkstation;
  beforeAll(async () => {
    station = await launchWorkstation();
  });
  afterAll(() => station.close());

  it('ends the vault and the page, and opens new ones in the same place', async () => {
    const { app, page } = station;
    const vault = await vaultPid(app);
    const renderer = await rendererPid(app, page);
    if (vault === undefined) throw new Error('There is no vault.');
    const place = await (await app.browserWindow(page)).evaluate((each) => each.getBounds());

    const next = app.waitForEvent('window');
    const began = performance.now();
    await page.evaluate(() => void window.candour.shell.lock());
    await until(() => !alive(vault) && !alive(renderer), 'vault and page are gone');
    expect(performance.now() - began).toBeLessThan(1000);
    const fresh = await next;
    await until(() => page.isClosed(), 'the old window is gone');
    await fresh.waitForLoadState();

    expect(await rendererPid(app, fresh)).not.toBe(renderer);
    await until(async () => (await vaultPid(app)) !== undefined, 'there is a new vault');
    expect(await vaultPid(app)).not.toBe(vault);
    expect(await (await app.browserWindow(fresh)).evaluate((each) => each.getBounds())).toEqual(place);
    expect(app.windows()).toHaveLength(1);
  });

  it('comes with the system’s lock screen', async () => {
    const vault = await vaultPid(station.app);
    const next = station.app.waitForEvent('window');
    await station.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
    await next;
    expect(alive(vault ?? 0)).toBe(false);
  });

  it('is what a page that fell over comes back to', async () => {
    // Until then, a page that goes is part of the lock that is under way.
    const locked = () => logged(station.profile).filter(({ event }) => event === 'locked').length;
    await until(() => locked() === 2, 'both locks are done');
    const page = await station.currentPage();
    const vault = await vaultPid(station.app);
    const renderer = await rendererPid(station.app, page);
    const next = station.app.waitForEvent('window');
    process.kill(renderer, 'SIGKILL');
    const fresh = await next;
    await until(() => !alive(vault ?? 0), 'the vault is gone');
    expect(await rendererPid(station.app, fresh)).not.toBe(renderer);
  });

  it('is not needed for a vault that fell over: it is started again and the page is told', async () => {
    await until(() => station.app.windows().length === 1, 'one window is left');
    const page = await station.currentPage();
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      window.candour.onNotice(({ notice }) => heard.push(notice));
    });
    await until(async () => (await vaultPid(station.app)) !== undefined, 'there is a vault');
    const vault = await vaultPid(station.app);
    // So that the call below is still unanswered when the vault goes.
    process.kill(vault ?? 0, 'SIGSTOP');
    const pending = page.evaluate(() => window.candour.call('nothing'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(vault ?? 0, 'SIGKILL');
    expect(await pending).toMatchObject({ ok: false, error: { code: 'locked' } });
    const heard = () =>
      page.evaluate(() =>
        (window as unknown as { heard: string[] }).heard.filter((each) => /^vault\.(?:opened|closed)$/.test(each)),
      );
    await until(async () => (await heard()).includes('vault.opened'), 'the page is told');
    expect(await heard()).toEqual(['vault.closed', 'vault.opened']);
    expect(await vaultPid(station.app)).not.toBe(vault);
    expect(await page.evaluate(() => window.candour.call('nothing'))).toMatchObject({ ok: false });
  });
});

describe('a main process that is killed', () => {
  it('takes the vault and the page with it, and the next start finds the profile free', async () => {
    const profile = newFolder('profile');
    const station = await launchWorkstation({ profile });
    const children = [await vaultPid(station.app), await rendererPid(station.app, station.page)];
    const main = await station.app.evaluate(() => process.pid);
    process.kill(main, 'SIGKILL');
    await until(() => children.every((pid) => pid !== undefined && !alive(pid)), 'vault and page are gone', 3000);
    await station.kill();
    const again = await launchWorkstation({ profile });
    await again.close();
    rmSync(profile, { recursive: true });
  });
});

describe('what is remembered', () => {
  const profile = newFolder('profile');
  afterAll(() => rmSync(profile, { recursive: true }));

  it('is the theme and the size of the window, from one start to the next', async () => {
    const first = await launchWorkstation({ profile });
    await first.page.evaluate(() => window.candour.shell.preferences.write({ theme: 'dark' }));
    const opened = await first.app.browserWindow(first.page);
    await opened.evaluate((each) => each.setBounds({ x: 40, y: 60, width: 1000, height: 700 }));
    await first.close();

    const second = await launchWorkstation({ profile });
    try {
      const again = await second.app.browserWindow(second.page);
      expect(await again.evaluate((each) => each.getBounds())).toEqual({ x: 40, y: 60, width: 1000, height: 700 });
      expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
      expect(statSync(join(profile, 'preferences.json')).mode & 0o777).toBe(0o600);
    } finally {
      await second.close();
    }
  });

  it('gives way to the defaults when its file is damaged, and the file is kept aside', async () => {
    writeFileSync(join(profile, 'preferences.json'), '{"theme": "da');
    const station = await launchWorkstation({ profile });
    try {
      const read = await station.page.evaluate(() => window.candour.shell.preferences.read());
      expect(read).toMatchObject({ ok: true, value: { theme: 'system', hub: null } });
      const aside = readdirSync(profile).filter((name) => name.startsWith('preferences.json.damaged-'));
      expect(aside).toHaveLength(1);
      expect(readFileSync(join(profile, aside[0] ?? ''), 'utf8')).toBe('{"theme": "da');
    } finally {
      await station.close();
    }
  });
});

describe('the device secret', () => {
  const profile = newFolder('profile');
  const file = join(profile, 'device-secret.json');
  afterAll(() => rmSync(profile, { recursive: true }));
  const said = () => logged(profile).findLast(({ event }) => event === 'device_secret');

  it('is not made where there is no keystore but Chromium’s plain text', async () => {
    await (await launchWorkstation({ profile })).close();
    expect(said()).toMatchObject({ mode: 'refused', reason: 'keystore_plain_text' });
    expect(existsSync(file)).toBe(false);
  });

  it('is made once in a real keystore, and read from it afterwards', async () => {
    await (await launchWorkstation({ profile, keystore: 'real' })).close();
    expect(said()).toMatchObject({ mode: 'keystore', backend: 'gnome_libsecret' });
    const made = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(made)).toMatchObject({ backend: 'gnome_libsecret' });
  });

  it('is neither replaced nor done without when the keystore has gone', async () => {
    const made = readFileSync(file, 'utf8');
    await (await launchWorkstation({ profile })).close();
    expect(said()).toMatchObject({ mode: 'refused', reason: 'keystore_changed' });
    await (await launchWorkstation({ profile, build: 'demonstration-test' })).close();
    expect(said()).toMatchObject({ mode: 'refused', reason: 'keystore_changed' });
    expect(readFileSync(file, 'utf8')).toBe(made);
  });
});

describe('the release build', () => {
  const runs: Awaited<ReturnType<typeof runPlain>>[] = [];
  // A build that does start would run for ever.
  const limit = 20_000;
  const run = async (...args: string[]) => {
    const started = await runPlain(release, { args });
    runs.push(started);
    return started;
  };
  afterEach(async () => {
    for (const each of runs.splice(0)) await each.kill();
  });

  it.each([
    '--no-sandbox',
    '-no-sandbox',
    '--NO-SANDBOX',
    '--disable-setuid-sandbox',
    '--inspect',
    '--inspect-brk=0',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
    '--disable-web-security',
    '--load-extension=/tmp',
    '--demonstration=/etc/passwd',
  ])(
    'does not start with %s',
    async (argument) => {
      const started = await run(argument);
      expect(await started.ended).toBe(64);
      expect(existsSync(started.profile)).toBe(false);
    },
    limit,
  );

  it('is no Node, whatever the environment asks', async () => {
    const started = await runPlain(release, {
      env: { ELECTRON_RUN_AS_NODE: '1' },
      args: ['-e', 'console.log("no" + "de")'],
    });
    runs.push(started);
    expect(await started.ended).toBe(64);
    expect(started.output()).not.toContain('node');
  });

  it('starts, opens a sandboxed page and a vault, and leaves when it is asked to', async () => {
    const started = await run();
    await until(() => logged(started.profile).some(({ event }) => event === 'vault_started'), 'the vault is started');
    const filtered = (pid: number) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return command.includes('--type=renderer') && /^Seccomp:\s*2$/m.test(status);
      } catch {
        return false;
      }
    };
    await until(() => descendants(started.pid).some(filtered), 'there is a sandboxed page');
    process.kill(started.pid, 'SIGTERM');
    expect(await started.ended).toBe(0);
    expect(logged(started.profile).at(-1)).toMatchObject({ event: 'quit' });
  });

  it.each([
    ['release', release],
    ['test', test],
  ] as const)('and the other have every fuse of their executable set: %s', async (_name, flavour) => {
    const { executable } = await packageApp(flavour);
    const found = await readFuses(executable);
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(8);
    const wanted = wantedFuses(flavour.test);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, wanted[name]])));
    expect(wantedFuses(false).EnableNodeCliInspectArguments).toBe(false);
  });

  it('holds no source map, no updater, and nothing of the demonstration', async () => {
    const { folder } = await build(release);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    const main = readFileSync(join(folder, 'main', 'index.js'), 'utf8');
    expect(main).not.toMatch(/demonstration_unreadable|autoUpdater/);
    const shown = await build({ test: false, demonstration: true });
    expect(readFileSync(join(shown.folder, 'main', 'index.js'), 'utf8')).toContain('demonstration_unreadable');
  });
});
