import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { contentSecurityPolicy, findAsset, listAssets } from '../../electron/main/assets.ts';
import { readDemonstrationSetUp } from '../../electron/main/demonstration.ts';
import { idleInterval, idleLimit, lockByItself, type LockReason, type Watch } from '../../electron/main/locking.ts';
import { redacted, rotatingFile } from '../../electron/main/log.ts';
import { onSomeScreen } from '../../electron/main/placement.ts';
import { fromOurPage } from '../../electron/main/sender.ts';
import { readSwitches } from '../../electron/main/switches.ts';
import { parseVaultLine } from '../../electron/main/vault-log.ts';

vi.stubGlobal('__DEMONSTRATION__', false);
vi.stubGlobal('__TEST_BUILD__', false);

const folder = mkdtempSync(join(tmpdir(), 'candour-shell-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page’s files', () => {
  const page = join(folder, 'renderer');
  mkdirSync(join(page, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(page, 'index.html'), '<p>');
  writeFileSync(join(page, 'assets', 'page.js'), '1');
  writeFileSync(join(page, 'assets', 'page.js.map'), '{}');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  writeFileSync(join(folder, 'renderer-other', 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(page, 'assets', 'link.js'));
  symlinkSync(folder, join(page, 'assets', 'folder'));
  const assets = listAssets(page);
  const status = (address: string, method = 'GET') => findAsset(assets, method, address).status;

  it('are served with their type', () => {
    expect(findAsset(assets, 'GET', 'candour://app/')).toMatchObject({
      status: 200,
      mediaType: 'text/html; charset=utf-8',
    });
    expect(findAsset(assets, 'GET', 'candour://app/assets/page.js')).toMatchObject({
      status: 200,
      mediaType: 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    ['a way up', 'candour://app/../secret.js', 403],
    ['an encoded way up', 'candour://app/%2e%2e/secret.js', 403],
    ['a half encoded way up', 'candour://app/assets/.%2E/../../secret.js', 403],
    ['an encoded slash', 'candour://app/..%2fsecret.js', 403],
    ['a backslash', 'candour://app/..\\secret.js', 403],
    ['an encoded NUL', 'candour://app/index.html%00.js', 403],
    ['a NUL', 'candour://app/index.html\0.js', 403],
    ['another host', 'candour://other/index.html', 403],
    ['a host that begins like ours', 'candour://app.example/index.html', 403],
    ['a user before our host', 'candour://user@app/index.html', 403],
    ['another scheme', 'https://app/index.html', 403],
    ['a symbolic link to a file', 'candour://app/assets/link.js', 404],
    ['a way through a linked folder', 'candour://app/assets/folder/secret.js', 404],
    ['a neighbouring folder with our prefix', 'candour://app/-other/secret.js', 404],
    ['a file of a kind that no page needs', 'candour://app/assets/page.js.map', 404],
    ['an absolute path', `candour://app/${folder}/secret.js`, 404],
    ['no address', 'index.html', 400],
  ])('are not reached by %s', (_what, address, expected) => {
    expect(status(address)).toBe(expected);
  });

  it('are only read', () => {
    expect(status('candour://app/index.html', 'POST')).toBe(405);
  });

  it('are the only ones that any address leads to', () => {
    const parts = fc.constantFrom(
      '..',
      '%2e%2e',
      '.',
      'assets',
      'secret.js',
      'renderer',
      'page.js',
      '%00',
      'folder',
      '',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (path) => {
        const found = findAsset(assets, 'GET', `candour://app/${path.join('/')}`);
        if (found.status === 200) expect([...assets.values()]).toContain(found.file);
      }),
      { numRuns: 2000 },
    );
    expect([...assets.keys()].sort()).toEqual(['/assets/page.js', '/index.html']);
  });

  it('carry the policy that was decided, word for word', () => {
    expect(contentSecurityPolicy('N')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' blob:; font-src 'self'; " +
        "media-src blob:; connect-src 'none'; frame-src 'none'; worker-src 'self'; object-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
        'trusted-types default candour-pdf',
    );
  });
});

describe('the command line', () => {
  it('gives the profile, in both ways of writing', () => {
    expect(readSwitches(['--profile=/a b'], 'linux')).toMatchObject({ profile: '/a b', unknown: [] });
    expect(readSwitches(['--profile', '/a'], 'linux')).toMatchObject({ profile: '/a', unknown: [] });
  });

  it('names every switch that is not known, however it is written', () => {
    const dashes = fc.constantFrom('-', '--');
    const names = fc
      .stringMatching(/^[a-z][a-z-]{1,20}$/)
      .filter((name) => readSwitches([`--${name}`], 'linux').unknown.length > 0);
    fc.assert(
      fc.property(dashes, names, fc.constantFrom('', '=1'), (dash, name, value) => {
        expect(readSwitches([`${dash}${name}${value}`], 'linux').unknown).toEqual([name]);
        expect(readSwitches([`${dash}${name.toUpperCase()}${value}`], 'linux').unknown).toEqual([name]);
      }),
    );
    for (const name of ['no-sandbox', 'inspect', 'remote-debugging-port', 'js-flags', 'demonstration']) {
      expect(readSwitches([`--${name}=1`], 'linux').unknown).toEqual([name]);
    }
    expect(readSwitches(['/no-sandbox'], 'win32').unknown).toEqual(['no-sandbox']);
  });

  it('knows of a demonstration in a demonstration build only', () => {
    expect(readSwitches(['--demonstration=f'], 'linux').demonstration).toBeUndefined();
    vi.stubGlobal('__DEMONSTRATION__', true);
    expect(readSwitches(['--demonstration=f'], 'linux')).toMatchObject({ demonstration: 'f', unknown: [] });
    vi.stubGlobal('__DEMONSTRATION__', false);
  });
});

describe('a demonstration', () => {
  const file = join(folder, 'demonstration.json');
  const setUp = { hub: 'http://127.0.0.1:8080', code: 'abc', displayName: 'Assessor', passphraseHint: 'a hint' };

  it('introduces itself from its file, and from no other build', () => {
    writeFileSync(file, JSON.stringify(setUp));
    expect(readDemonstrationSetUp(file)).toBeNull();
    vi.stubGlobal('__DEMONSTRATION__', true);
    expect(readDemonstrationSetUp(file)).toEqual(setUp);
    writeFileSync(file, JSON.stringify({ ...setUp, hub: 'file:///etc' }));
    expect(readDemonstrationSetUp(file)).toBeNull();
    expect(readDemonstrationSetUp(join(folder, 'absent.json'))).toBeNull();
    vi.stubGlobal('__DEMONSTRATION__', false);
  });
});

describe('a call to main', () => {
  const mainFrame = { url: 'candour://app/index.html' };
  const sender = { isDestroyed: (): boolean => false, mainFrame };

  it('is heard from our page', () => {
    expect(fromOurPage({ sender, senderFrame: mainFrame })).toBe(true);
  });

  it.each([
    ['a frame within the page', { sender, senderFrame: { url: 'candour://app/index.html' } }],
    ['a frame that has gone', { sender, senderFrame: null }],
    ['a window that has gone', { sender: { ...sender, isDestroyed: (): boolean => true }, senderFrame: mainFrame }],
    ...['https://app/', 'candour://app.example/', 'candour://other/index.html', 'about:blank', ''].map((url) => {
      const frame = { url };
      return [`the origin “${url}”`, { sender: { ...sender, mainFrame: frame }, senderFrame: frame }] as const;
    }),
  ] as const)('is not heard from %s', (_who, call) => {
    expect(fromOurPage(call)).toBe(false);
  });

  it('comes in by one door', () => {
    const main = join(import.meta.dirname, '../../electron/main');
    const doors = readdirSync(main).filter((file) =>
      /ipcMain\s*\.\s*(?:handle|on)/.test(readFileSync(join(main, file), 'utf8')),
    );
    expect(doors).toEqual(['shell-calls.ts']);
  });
});

describe('locking by itself', () => {
  function watched() {
    const listeners = new Map<string, () => void>();
    let idle = 0;
    let tick = () => {};
    let interval = 0;
    const locks: LockReason[] = [];
    const watch: Watch = { on: (event, listener) => listeners.set(event, listener), getSystemIdleTime: () => idle };
    lockByItself(
      watch,
      (run, milliseconds) => ((tick = run), (interval = milliseconds)),
      (reason) => locks.push(reason),
    );
    return {
      locks,
      happens: (event: string) => listeners.get(event)?.(),
      idleFor: (seconds: number) => ((idle = seconds), tick()),
      interval: () => interval,
    };
  }

  it('happens at once on suspend and on the system’s lock screen', () => {
    const { locks, happens } = watched();
    happens('suspend');
    happens('lock-screen');
    expect(locks).toEqual(['suspend', 'lock_screen']);
  });

  it('happens once, within a second of the idle limit, and again only after someone came back', () => {
    const { locks, idleFor, interval } = watched();
    expect(interval()).toBe(idleInterval);
    expect(idleInterval).toBeLessThanOrEqual(1000);
    idleFor(idleLimit - 1);
    expect(locks).toEqual([]);
    idleFor(idleLimit);
    idleFor(idleLimit + 1);
    expect(locks).toEqual(['idle']);
    idleFor(0);
    idleFor(idleLimit + 5);
    expect(locks).toEqual(['idle', 'idle']);
  });
});

describe('the log', () => {
  it('writes identifiers and withholds everything that may be contents, a key or a path', () => {
    const id = '0198c0de-7a00-7000-8000-000000000001';
    expect(redacted({ id, reason: 'idle', pid: 12, ok: true, none: null })).toEqual({
      id,
      reason: 'idle',
      pid: 12,
      ok: true,
      none: null,
    });
    for (const value of [
      'a report’s words',
      'ab'.repeat(32),
      'QUJD'.repeat(11),
      '/home/someone/vault.db',
      'x'.repeat(49),
    ]) {
      expect(redacted({ value })).toEqual({ value: '[redacted]' });
    }
  });

  it('takes a line of the vault’s only in the log’s own form', () => {
    expect(parseVaultLine('{"event":"opened","cases":3}')).toEqual({ event: 'opened', cases: 3 });
    for (const line of ['Error: a report’s words', '{"event":"With words"}', '{"event":"e","nested":{"a":1}}', '[1]']) {
      expect(parseVaultLine(line)).toBeUndefined();
    }
  });

  it('sets a full file aside and keeps three', () => {
    const logs = join(folder, 'logs');
    const file = rotatingFile(logs);
    const line = `${'x'.repeat(1023)}\n`;
    for (let count = 0; count < 5 * 1024; count++) file.write(line);
    expect(readdirSync(logs).sort()).toEqual(['candour.log', 'candour.log.1', 'candour.log.2']);
  });
});

describe('the options of a window', () => {
  const main = join(import.meta.dirname, '../../electron/main');
  const source = (file: string) => readFileSync(join(main, file), 'utf8');

  it('are made in one place only, and name each protection', () => {
    const makers = readdirSync(main).filter((file) =>
      /new (?:Browser|Base)Window\(|new WebContentsView/.test(source(file)),
    );
    expect(makers).toEqual(['windows.ts']);
    // Two of these Electron does not give back from a window that is open.
    for (const off of [
      'spellcheck',
      'nodeIntegrationInWorker',
      'nodeIntegration',
      'webviewTag',
      'navigateOnDragDrop',
    ]) {
      expect(source('windows.ts')).toContain(`      ${off}: false,`);
    }
  });
});

describe('a remembered window', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  it('comes back where enough of it can be seen', () => {
    expect(onSomeScreen({ x: 100, y: 100, width: 1440, height: 900 }, screens)).toBe(true);
    expect(onSomeScreen({ x: -1300, y: 100, width: 1440, height: 900 }, screens)).toBe(false);
    expect(onSomeScreen({ x: 2000, y: 0, width: 1440, height: 900 }, screens)).toBe(false);
  });
});
