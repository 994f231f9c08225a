import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { alive, logged, until } from '../security/shell-watching.ts';
import { launchWorkstation, type LaunchedWorkstation, newFolder, rendererPid, vaultPid } from './launch.ts';

describe('a vault that fell over', () => {
  let station: LaunchedWorkstation;
  afterEach(() => station.close());

  it('is started again without a lock, and the page is told', async () => {
    station = await launchWorkstation();
    const { page } = station;
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
