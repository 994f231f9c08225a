import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  launchWorkstation,
  type LaunchedWorkstation,
  newFolder,
  type PlainRun,
  rendererPid,
  runPlain,
  vaultPid,
} from '../e2e/launch.ts';
import { alive, logged, testBuild, until } from './shell-watching.ts';

/** Does something that locks, and answers after how many milliseconds vault and page were gone. */
async function timeToGone(station: LaunchedWorkstation, act: () => Promise<unknown>): Promise<number> {
  const count = (event: string) => logged(station.profile).filter((line) => line.event === event).length;
  // What is asked for while a lock is under way is part of that lock.
  await until(() => count('locking') === count('locked'), 'no lock is under way');
  const page = await station.currentPage();
  await until(async () => (await vaultPid(station.app)) !== undefined, 'there is a vault');
  const pids = [await vaultPid(station.app), await rendererPid(station.app, page)];
  const next = station.app.waitForEvent('window');
  const began = performance.now();
  await act();
  await until(() => pids.every((pid) => pid !== undefined && !alive(pid)), 'vault and page are gone');
  const took = performance.now() - began;
  await (await next).waitForLoadState();
  await until(() => station.app.windows().length === 1, 'one window is left');
  return took;
}

/** By the menu's entry, whose key works where a page has stopped answering; a page's own Ctrl+L is played elsewhere. */
const lockByMenu = ({ app }: LaunchedWorkstation) =>
  app.evaluate(({ Menu }) => {
    const entry = Menu.getApplicationMenu()?.items[0]?.submenu?.items[0];
    if (entry?.accelerator !== 'CmdOrCtrl+L') throw new Error('Ctrl+L is another entry’s.');
    entry.click();
  });

const locks = (profile: string) => logged(profile).filter(({ event }) => event === 'locked');

describe('locking', () => {
  let station: LaunchedWorkstation;
  beforeAll(async () => {
    station = await launchWorkstation();
  });
  afterAll(() => station.close());

  it('ends the vault and the page, and opens new ones in the same place (13)', async () => {
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

  it('comes with the system’s lock screen (14)', async () => {
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

  it.each([
    ['suspend', 'suspend'],
    ['lock-screen', 'lock_screen'],
    ['user-did-resign-active', 'user_switch'],
  ])('comes within a second of %s', async (event, reason) => {
    const before = locks(station.profile).length;
    const took = await timeToGone(station, () =>
      station.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as 'suspend'), event),
    );
    expect(took).toBeLessThan(1000);
    await until(() => locks(station.profile).length > before, 'the lock is done');
    expect(locks(station.profile).at(-1)).toMatchObject({ reason });
  });

  it('comes within a second of the menu’s Ctrl+L, and takes our copy and what was selected off the clipboards (16)', async () => {
    const page = await station.currentPage();
    const board = () =>
      station.app.evaluate(async ({ clipboard }) => {
        // Electron 33 takes the second clipboard as an argument, newer ones have it as a part.
        const older = clipboard as unknown as { readText(type: string): string };
        return [await clipboard.readText(), clipboard.selection ? '' : older.readText('selection')];
      });
    await page.evaluate(() => window.candour.shell.copy({ text: 'two words', reference: 'ACA-1' }));
    await until(async () => ((await board())[0] ?? '').endsWith('two words'), 'the copy is there');
    const took = await timeToGone(station, () => lockByMenu(station));
    expect(took).toBeLessThan(1000);
    await until(async () => (await board())[0] === '', 'the clipboard is empty');
  });

  it('leaves what another program has put on the clipboard since', async () => {
    const page = await station.currentPage();
    await page.evaluate(() => window.candour.shell.copy({ text: 'two words', reference: null }));
    await station.app.evaluate(({ clipboard }) => clipboard.writeText('of another program'));
    await timeToGone(station, () => lockByMenu(station));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await station.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('of another program');
  });
});

describe('a policy', () => {
  const folder = newFolder('policy');
  afterAll(() => rmSync(folder, { recursive: true }));
  const policy = (text: string, mode = 0o644) => {
    const file = join(folder, 'policy.json');
    writeFileSync(file, text);
    chmodSync(file, mode);
    return `--policy=${file}`;
  };
  let station: LaunchedWorkstation | undefined;
  let run: PlainRun | undefined;
  afterEach(async () => {
    await station?.close();
    await run?.kill();
    station = run = undefined;
  });

  it('says how long a cover and a copy stay', async () => {
    station = await launchWorkstation({ args: [policy('{"coverLockSeconds": 5, "clipboardClearSeconds": 5}')] });
    const { app, page } = station;
    await page.evaluate(() => window.candour.shell.copy({ text: 'two words', reference: null }));
    const board = () => app.evaluate(({ clipboard }) => clipboard.readText());
    await until(async () => (await board()).endsWith('two words'), 'the copy is there');
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(await board()).toContain('two words');
    await until(async () => (await board()) === '', 'the copy is gone', 3000);

    const took = await timeToGone(station, () => page.evaluate(() => window.candour.shell.cover({ covered: true })));
    expect(took).toBeGreaterThan(4500);
    expect(took).toBeLessThan(6500);
    await until(() => locks(station!.profile).length === 1, 'the lock is done');
    expect(locks(station.profile).at(-1)).toMatchObject({ reason: 'cover' });
  });

  it('lets a workstation do without a keystore, if it says so', async () => {
    station = await launchWorkstation({ args: [policy('{"passphraseOnly": true}')] });
    const state = await station.page.evaluate(() => window.candour.call('session.state', {}));
    expect(state).toMatchObject({ ok: true, value: { keystore: 'passphrase_only' } });
  });

  it('fixes the hub’s address, whatever the page says', async () => {
    station = await launchWorkstation({ args: [policy('{"hubAddress": "https://hub.example"}')] });
    const answers = await station.page.evaluate(async () => [
      await window.candour.shell.preferences.write({ hub: 'https://other.example' }),
      await window.candour.call('session.state', {}),
    ]);
    expect(answers).toMatchObject([
      { ok: true, value: { hub: 'https://hub.example' } },
      { ok: true, value: { hub: 'https://hub.example' } },
    ]);
  });

  it.each([
    ['is not valid', '{"idleLockMinutes": 600}', 0o644, 'not_valid', 'idleLockMinutes'],
    ['is cut off', '{"idleLockMinutes": 6', 0o644, 'not_json', 'It is not JSON.'],
    ['others may write', '{}', 0o666, 'writable_by_others', 'Others than the administrator may change it'],
  ])('that %s is refused in words, and no vault is started', async (_what, text, mode, flaw, words) => {
    const started = await runPlain(testBuild, { args: [policy(text, mode)] });
    run = started;
    await until(() => started.output().includes(words), 'the words are said');
    const events = logged(started.profile);
    expect(events.at(-1)).toMatchObject({ event: 'policy_refused', reason: flaw });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(logged(started.profile).map(({ event }) => event)).not.toContain('vault_started');
  });
});
