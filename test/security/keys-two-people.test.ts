import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { VaultStart } from '../../shared/bridge/vault-start.ts';
import { createVaultKeys, openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { startVault } from '../../electron/vault/vault.ts';
import { organisation, type Organisation } from '../integration/support/report-events.ts';
import { temporaryFolder } from '../integration/vault/support/vault.ts';
import { openPage, TestWorkstation, vaultStart } from '../integration/vault/support/workstation.ts';
import { digestOf } from './support/vault-threads.ts';

const cost = { m: 65_536, t: 3, p: 1 };
const words = { a: 'seven grey herons fishing', b: 'nine brown owls by night' };

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

/** One person's vault in a folder of its own on the one workstation. */
interface Vaulted {
  readonly folder: string;
  readonly passphrase: string;
  readonly start: VaultStart;
  readonly name: string;
}

const databaseFiles = ['vault.db', 'vault.db-wal', 'vault.db-shm'];
const files = ['key-slots.json', ...databaseFiles];
const copy = (name: string, from: string, to: string) => {
  if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
};

describe.for(['secrets of their own', 'one secret of the workstation', 'passphrases alone'] as const)(
  'two people’s vaults side by side, with %s (9)',
  (keeping) => {
    let a: Vaulted;
    let b: Vaulted;

    beforeEach(async () => {
      const profile = temporaryFolder();
      const shared = randomBytes(32);
      const make = async (which: 'a' | 'b', folder: string): Promise<Vaulted> => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const made = new TestWorkstation(org, which === 'a' ? org.assessor : org.investigator);
        const start: VaultStart = {
          ...vaultStart(folder, keeping === 'secrets of their own' ? randomBytes(32) : shared),
          ...(keeping === 'passphrases alone' && { deviceSecret: { mode: 'passphrase-only' } as const }),
        };
        const vault = await startVault(start, {
          ...made.parts,
          createVaultKeys: (options) => createVaultKeys({ ...options, cost }),
        });
        const page = openPage(vault);
        await page.value('session.setUp', {
          hub: 'https://hub.example',
          code: 'right-code',
          passphrase: words[which],
        });
        await page.value('place.save', { place: { of: which } });
        await vault.end();
        return { folder, passphrase: words[which], start, name: which };
      };
      a = await make('a', profile);
      b = await make('b', join(profile, 'people', '0123456789abcdef'));
    });

    /** What the page hears of a try, by the real calls of a vault started anew. */
    async function tryToOpen({ start }: Vaulted, passphrase: string) {
      const vault = await startVault(start, new TestWorkstation(org).parts);
      onTestFinished(() => vault.end());
      const page = openPage(vault);
      const answer = await page.call('session.unlock', { passphrase });
      const read = await page.call('place.read', {});
      await vault.end();
      return { code: answer.ok ? 'open' : answer.error.code, place: read.ok ? read.value.place : read.error.code };
    }
    const digests = ({ folder }: Vaulted, of: readonly string[]) =>
      of.filter((name) => existsSync(join(folder, name))).map((name) => digestOf(join(folder, name)));

    test('each opens to its own passphrase and not to the other’s, and a refused try changes no file but the count', async () => {
      for (const [mine, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const before = digests(mine, files);
        expect(await tryToOpen(mine, other.passphrase)).toEqual({ code: 'wrong_passphrase', place: 'locked' });
        expect(digests(mine, files)).toEqual(before);
        expect(await tryToOpen(mine, mine.passphrase)).toEqual({ code: 'open', place: { of: mine.name } });
      }
    });

    test('A’s slot file in B’s folder opens nothing to B, and nothing of A’s where only the database came along', async () => {
      copy('key-slots.json', a.folder, b.folder);
      expect(await tryToOpen(b, b.passphrase)).toEqual({ code: 'wrong_passphrase', place: 'locked' });
      // Even A cannot open B's database with it.
      const before = digests(b, databaseFiles);
      const tried = await tryToOpen(b, a.passphrase);
      expect(tried.place).toBe('locked');
      expect(tried.code).toBe(keeping === 'secrets of their own' ? 'wrong_passphrase' : 'vault_damaged');
      expect(digests(b, databaseFiles)).toEqual(before);
      // B brings A's database too: what opens it is still A's passphrase alone.
      for (const name of databaseFiles) copy(name, a.folder, b.folder);
      expect((await tryToOpen(b, b.passphrase)).place).toBe('locked');
    });

    test('swapped databases open to neither, are left byte for byte, and open again once they are back', async () => {
      const swap = () => {
        for (const name of databaseFiles) {
          const [one, two] = [join(a.folder, name), join(b.folder, name)];
          const [there, here] = [existsSync(one), existsSync(two)];
          if (there) renameSync(one, `${one}.swap`);
          if (here) renameSync(two, one);
          if (there) renameSync(`${one}.swap`, two);
        }
      };
      swap();
      const before = [a, b].map((each) => digests(each, ['vault.db']));
      for (const mine of [a, b])
        for (const passphrase of Object.values(words)) expect((await tryToOpen(mine, passphrase)).place).toBe('locked');
      expect([a, b].map((each) => digests(each, ['vault.db']))).toEqual(before);
      swap();
      for (const mine of [a, b])
        expect(await tryToOpen(mine, mine.passphrase)).toEqual({ code: 'open', place: { of: mine.name } });
    });

    test('another’s passphrase slot added to one’s own file opens that person’s data key, never this database', async () => {
      const [mine, theirs] = [a, b].map(
        ({ folder }) => JSON.parse(readFileSync(join(folder, 'key-slots.json'), 'utf8')) as { slots: object[] },
      );
      const both = { ...mine, slots: [...mine!.slots, ...theirs!.slots] };
      writeFileSync(join(a.folder, 'key-slots.json'), JSON.stringify(both));
      const before = digests(a, databaseFiles);
      const opened = await openVaultKeys({
        profile: a.folder,
        passphrase: b.passphrase,
        deviceSecret: a.start.deviceSecret,
        now: Date.now(),
      });
      expect(opened.ok).toBe(false);
      expect((await tryToOpen(a, b.passphrase)).place).toBe('locked');
      expect(digests(a, databaseFiles)).toEqual(before);
      expect((await tryToOpen(a, a.passphrase)).place).toEqual({ of: 'a' });
    });
  },
);
