import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { ordinaryUser } from '../../scripts/setup/system.mjs';
import { errorWords } from '../../renderer/words/errors.ts';
import { descendants, launchWorkstation, type LaunchedWorkstation, newFolder, runPlain } from '../e2e/launch.ts';
import { logged, release, until } from './shell-watching.ts';
import { askFrom, callFrom, casesOf, type Enrolling, enrolOn, reports, startEnrolling } from './support/enrolled.ts';

const passphrase = 'four herons under gravel lanterns';
type Keystore = 'none' | 'real' | 'locked' | 'absent';

/** What belongs to a vault; the rest of a profile is Chromium's, the log and the preferences. */
const vaultFiles = (profile: string): string[] =>
  readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/^(?:chromium|logs|Singleton|preferences)/.test(file))
    .sort();

const digests = (profile: string): Record<string, string> =>
  Object.fromEntries(
    vaultFiles(profile)
      .filter((file) => statSync(join(profile, file)).isFile())
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(profile, file)))
          .digest('hex'),
      ]),
  );

describe.runIf(process.platform === 'linux')('a keystore', () => {
  const folders: string[] = [];
  const folder = (name: string) => {
    const made = newFolder(name);
    folders.push(made);
    return made;
  };
  let station: LaunchedWorkstation | undefined;
  const leave = async () => {
    await station?.close();
    station = undefined;
  };
  afterEach(leave);
  afterAll(() => {
    for (const each of folders) rmSync(each, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  /** The keyring lies in `home`, which outlives the run. */
  async function start(keystore: Keystore, profile: string, home: string): Promise<LaunchedWorkstation> {
    await leave();
    rmSync(join(profile, 'logs'), { recursive: true, force: true });
    station = await launchWorkstation({ keystore, profile, env: { HOME: home } });
    return station;
  }
  const found = (profile: string) => logged(profile).find(({ event }) => event === 'device_secret');
  /** The notice on the screen, by its code, with the words that were meant for it. */
  async function saidOnScreen({ page }: LaunchedWorkstation, code: string): Promise<void> {
    const notice = page.locator(`[role=alert][data-code=${code}]`);
    await notice.waitFor();
    const { what, next } = errorWords({ code, message: '' });
    expect(await notice.innerText()).toContain(what);
    expect(await notice.innerText()).toContain(next);
    expect(what).not.toContain('That could not be done');
    const shown = process.env.CANDOUR_PICTURES;
    if (shown) await page.screenshot({ path: join(shown, `${code}.png`) });
  }

  describe('that is none', () => {
    it.each([
      ['none', 'keystore_plain_text'],
      ['absent', 'keystore_unavailable'],
    ] as const)('(%s) is refused in words, and no file of a vault is written (7)', async (keystore, reason) => {
      const [profile, home] = [folder('profile'), folder('keyring')];
      const { page } = await start(keystore, profile, home);
      await saidOnScreen(station!, reason);
      expect(found(profile)).toMatchObject({ mode: 'refused', reason });
      const setUp = { hub: 'http://127.0.0.1:9', code: 'code', passphrase };
      expect(await callFrom(page, 'session.setUp', setUp)).toMatchObject({
        ok: false,
        error: { code: 'keystore_refused', detail: { reason } },
      });
      expect(await callFrom(page, 'session.unlock', { passphrase })).toMatchObject({ ok: false });
      expect(vaultFiles(profile)).toEqual([]);
    });

    it('writes nothing in a release build either, which takes a real one and keeps its name', async () => {
      const [profile, home] = [folder('profile'), folder('keyring')];
      const plain = await runPlain(release, { keystore: 'none', profile, env: { HOME: home } });
      await until(() => found(profile) !== undefined, 'the keystore was looked at');
      await plain.kill();
      expect(found(profile)).toMatchObject({ mode: 'refused', reason: 'keystore_plain_text' });
      expect(vaultFiles(profile)).toEqual([]);

      rmSync(join(profile, 'logs'), { recursive: true });
      const real = await runPlain(release, { keystore: 'real', profile, env: { HOME: home } });
      await until(() => found(profile) !== undefined, 'the keystore was looked at');
      await real.kill();
      expect(found(profile)).toMatchObject({ mode: 'keystore', backend: 'gnome_libsecret' });
      expect(vaultFiles(profile)).toEqual(['device-secret.json']);
    });
  });

  describe('that is a real GNOME keyring', () => {
    let enrolling: Enrolling;
    const [profile, home] = [folder('profile'), folder('keyring')];
    const keyrings = join(home, '.local/share/keyrings');
    const place = { screen: 'desk', note: 'kept' } as never;
    let before: Record<string, string>;
    beforeAll(async () => {
      enrolling = await startEnrolling();
      const { page } = await start('real', profile, home);
      await enrolOn(page, enrolling, passphrase);
      await askFrom(page, 'place.save', { place });
      await leave();
    }, 240_000);
    afterAll(() => enrolling?.close());

    async function opensWithEverything(words = passphrase): Promise<void> {
      const { page } = station!;
      await page.getByLabel('Passphrase', { exact: true }).fill(words);
      await page.keyboard.press('Enter');
      await page.getByRole('contentinfo', { name: 'Status' }).waitFor();
      expect(await casesOf(page)).toHaveLength(reports);
      expect((await askFrom(page, 'place.read', {})).place).toEqual(place);
      await leave();
    }

    it('holds the secret, its name is kept beside, and the vault opens after a restart', async () => {
      const kept = JSON.parse(readFileSync(join(profile, 'device-secret.json'), 'utf8')) as Record<string, string>;
      expect(Object.keys(kept).sort()).toEqual(['backend', 'wrapped']);
      expect(kept['backend']).toBe('gnome_libsecret');
      // Chromium's mark of what was encrypted with the keystore's key; `v10` would be the one in its source.
      expect(Buffer.from(kept['wrapped']!, 'base64').subarray(0, 3).toString()).toBe('v11');
      const slots = JSON.parse(readFileSync(join(profile, 'key-slots.json'), 'utf8')) as { slots: object[] };
      expect(slots.slots[0]).toMatchObject({ kind: 'passphrase', secret: 'keystore', argon2: { m: 262_144 } });
      await start('real', profile, home);
      expect(found(profile)).toMatchObject({ mode: 'keystore', backend: 'gnome_libsecret' });
      await opensWithEverything();
    });

    /** Everything that may happen to a keystore between two days, and how it is undone. */
    const aside = `${keyrings}.aside`;
    const lost: Record<string, readonly [Keystore, string, () => void, () => void]> = {
      'is another one now (basic_text)': ['none', 'keystore_changed', () => {}, () => {}],
      'is gone': ['absent', 'keystore_changed', () => {}, () => {}],
      'was wiped, and made anew': [
        'real',
        'keystore_changed',
        () => renameSync(keyrings, aside),
        () => {
          rmSync(keyrings, { recursive: true });
          renameSync(aside, keyrings);
        },
      ],
      'is there, but not the file that it wrapped': [
        'real',
        'secret_missing',
        () => renameSync(join(profile, 'device-secret.json'), join(home, 'secret')),
        () => renameSync(join(home, 'secret'), join(profile, 'device-secret.json')),
      ],
    };
    it.each(Object.entries(lost))(
      'that %s: a typed error and the way on in words, no byte changed, and with it back the vault opens (8)',
      async (_what, [keystore, code, lose, giveBack]) => {
        lose();
        before = digests(profile);
        expect(Object.keys(before)).toContain('vault.db');
        const { page } = await start(keystore, profile, home);
        await saidOnScreen(station!, code);
        expect(errorWords({ code, message: '' }).next).toContain('recovery key');
        expect(found(profile)).toMatchObject({ mode: 'refused', reason: code });
        expect(await callFrom(page, 'session.unlock', { passphrase })).toMatchObject({
          ok: false,
          error: { code: 'keystore_refused' },
        });
        await leave();
        expect(digests(profile)).toEqual(before);
        giveBack();
        await start('real', profile, home);
        await opensWithEverything();
      },
    );

    it('that is locked holds nothing up: words, a question by the system that may be dismissed, and then it opens (8)', async () => {
      before = digests(profile);
      const { app, page } = await start('locked', profile, home);
      await saidOnScreen(station!, 'keystore_locked');
      // The page is there and answers; nobody waits for a password that nobody types.
      expect(await callFrom(page, 'session.unlock', { passphrase })).toMatchObject({ ok: false });

      const main = await app.evaluate(() => process.pid);
      // From inside: Chromium writes its own title over what /proc would show of main's environment.
      const env = await app.evaluate(() => ({ ...process.env }) as Record<string, string>);
      const prompters = () => processesOn(env['DBUS_SESSION_BUS_ADDRESS'] ?? '', 'gcr-prompter');
      await page.getByRole('button', { name: /^Unlock the keystore/ }).click();
      await until(() => prompters().length > 0, 'the system asks', 20_000);
      await page.getByRole('button', { name: /^The system is asking/ }).waitFor();
      expect((await callFrom(page, 'session.state')).ok).toBe(true);
      // The real question, dismissed by ending it: a test has no hand to close its window.
      await until(
        () => {
          for (const pid of prompters()) process.kill(pid, 'SIGKILL');
          return asking(main) === 0;
        },
        'the question was dismissed',
        60_000,
      );
      await saidOnScreen(station!, 'keystore_not_unlocked');
      expect(digests(profile)).toEqual(before);

      // The person unlocks it elsewhere, and asks once more. A daemon that runs takes no password from outside: another
      // one takes its place.
      const { prefix } = ordinaryUser();
      const [program, ...args] = [...prefix, 'gnome-keyring-daemon', '--replace', '--unlock', '--components=secrets'];
      execFileSync(program!, args, { env, input: 'correct horse battery staple', stdio: ['pipe', 'ignore', 'ignore'] });
      const next = app.waitForEvent('window');
      await page.getByRole('button', { name: /^Unlock the keystore/ }).click();
      station = { ...station!, page: await next };
      await opensWithEverything();
    });

    it('that is gone for good: the recovery key reopens the vault on a new one, with everything in it (8)', async () => {
      rmSync(keyrings, { recursive: true });
      const { uid, gid } = ordinaryUser();
      const command = join(root, 'electron/vault/recovery/command.ts');
      const { identity, passphrase: second } = enrolling.recovery;
      const args = [command, '--profile', profile, '--identity', identity, '--new-keystore-secret'];
      const running = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'pipe'] });
      let said = '';
      running.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
      const fresh = 'nine gravel lanterns over a heron';
      running.stdin.end(`${second}\n${fresh}\n${fresh}\n`);
      expect(await once(running, 'close'), said).toEqual([0, null]);
      // The test ran it as root; a person runs it as the owner of the vault.
      execFileSync('chown', ['-R', `${uid}:${gid}`, profile]);
      await start('real', profile, home);
      await opensWithEverything(fresh);
      const slots = JSON.parse(readFileSync(join(profile, 'key-slots.json'), 'utf8')) as { slots: object[] };
      expect(slots.slots[0]).toMatchObject({ kind: 'passphrase', secret: 'keystore' });
      expect(slots.slots[0]).not.toHaveProperty('rebind');
    });
  });
});

function environmentOf(pid: number): Record<string, string> {
  const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** Processes of a program that were started on one session bus. */
function processesOn(bus: string, program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]!.endsWith(program) &&
          environmentOf(pid)['DBUS_SESSION_BUS_ADDRESS']?.split(',')[0] === bus.split(',')[0]
        );
      } catch {
        return false;
      }
    });
}

/** How many processes of the workstation wait for the keystore. */
const asking = (main: number): number =>
  descendants(main).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').match(/--ask-keystore(?:[\0 ]|$)/) !== null;
    } catch {
      return false;
    }
  }).length;
