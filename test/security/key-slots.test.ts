import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceSecret } from '../../shared/bridge/vault-start.ts';
import { readKeySlots, unwrapDataKey, wrapDataKey, type SlotHeader } from '../../electron/vault/keys/key-slots.ts';
import {
  changePassphrase,
  createVaultKeys,
  fileKey,
  nextTryAt,
  openVaultKeys,
  vaultExists,
} from '../../electron/vault/keys/vault-keys.ts';

const cost = { m: 64 * 1024, t: 3, p: 4 };
const now = Date.UTC(2026, 2, 1);
const passphrase = 'seven grey herons ﬁshing';
const keystore: DeviceSecret = { mode: 'keystore', backend: 'test', secret: new Uint8Array(randomBytes(32)) };
const another: DeviceSecret = { mode: 'keystore', backend: 'test', secret: new Uint8Array(randomBytes(32)) };
const without: DeviceSecret = { mode: 'passphrase-only' };
const refused: DeviceSecret = { mode: 'refused', reason: 'keystore_plain_text' };

let profile: string;
const slotsFile = () => join(profile, 'key-slots.json');
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'candour-keys-'));
});
afterEach(() => rmSync(profile, { recursive: true }));

async function made(deviceSecret: DeviceSecret = keystore): Promise<Buffer> {
  const created = await createVaultKeys({ profile, passphrase, deviceSecret, cost });
  if (!created.ok) throw new Error(created.code);
  return created.dataKey;
}
const tryWith = (words: string, deviceSecret: DeviceSecret = keystore, at = now) =>
  openVaultKeys({ profile, passphrase: words, deviceSecret, now: at });

/** Changes one field of the first slot in the file. */
function edit(change: (slot: { argon2: Record<string, unknown>; [field: string]: unknown }) => void): void {
  const file = JSON.parse(readFileSync(slotsFile(), 'utf8'));
  change(file.slots[0]);
  writeFileSync(slotsFile(), JSON.stringify(file));
}

describe('the key slots', () => {
  it('give the data key back to the passphrase, also typed with composed or compatibility letters', async () => {
    const dataKey = await made();
    expect(await tryWith(passphrase)).toEqual({ ok: true, dataKey });
    expect(await tryWith(passphrase.normalize('NFKD'))).toEqual({ ok: true, dataKey });
  });

  it('open nothing for another passphrase, another workstation or a missing keystore (9)', async () => {
    await made();
    expect(await tryWith('seven grey herons')).toMatchObject({ ok: false, code: 'wrong_passphrase' });
    expect(await tryWith(passphrase, another)).toMatchObject({ ok: false, code: 'wrong_passphrase' });
    expect(await tryWith(passphrase, without)).toMatchObject({ ok: false, code: 'keystore_refused' });
    expect(await tryWith(passphrase, refused)).toMatchObject({ ok: false, code: 'keystore_refused' });
  });

  it('stay openable by passphrase alone when made so, even if a keystore turns up later', async () => {
    const dataKey = await made(without);
    expect(await tryWith(passphrase, without)).toEqual({ ok: true, dataKey });
    expect(await tryWith(passphrase, keystore)).toEqual({ ok: true, dataKey });
    edit((slot) => (slot['secret'] = 'keystore'));
    expect(await tryWith(passphrase, keystore)).toMatchObject({ ok: false, code: 'wrong_passphrase' });
  });

  it('cost 256 MiB with a keystore and 512 MiB without', async () => {
    for (const [deviceSecret, m] of [
      [keystore, 262_144],
      [without, 524_288],
    ] as const) {
      const folder = mkdtempSync(join(tmpdir(), 'candour-keys-'));
      await createVaultKeys({ profile: folder, passphrase, deviceSecret });
      const read = readKeySlots(readFileSync(join(folder, 'key-slots.json'), 'utf8'));
      expect(read.ok && read.slots[0]!.argon2).toMatchObject({ m, t: 3, p: 4 });
      rmSync(folder, { recursive: true });
    }
  });

  it('are not written without a keystore, and nothing else either (7)', async () => {
    expect(await createVaultKeys({ profile, passphrase, deviceSecret: refused, cost })).toEqual({
      ok: false,
      code: 'keystore_refused',
    });
    expect(readdirSync(profile)).toEqual([]);
  });

  it('are not made over those that are there', async () => {
    await made();
    const before = readFileSync(slotsFile());
    expect(await createVaultKeys({ profile, passphrase, deviceSecret: keystore, cost })).toEqual({
      ok: false,
      code: 'vault_exists',
    });
    expect(readFileSync(slotsFile())).toEqual(before);
    expect(vaultExists(profile)).toBe(true);
  });

  it('and the delays are readable by their owner alone, and leave nothing half-written (17)', async () => {
    await made();
    await tryWith('wrong');
    expect(readdirSync(profile).sort()).toEqual(['key-slots.json', 'unlock-delays.json']);
    for (const file of readdirSync(profile)) expect(statSync(join(profile, file)).mode & 0o777).toBe(0o600);
  });

  it('hold neither passphrase nor data key in any common form', async () => {
    const dataKey = await made();
    const text = readFileSync(slotsFile(), 'latin1');
    for (const secret of [dataKey, Buffer.from(passphrase), Buffer.from(passphrase.normalize('NFKC'))])
      for (const form of ['hex', 'base64', 'latin1'] as const) expect(text).not.toContain(secret.toString(form));
  });
});

describe('a changed slot header (4)', () => {
  const header: SlotHeader = {
    kind: 'passphrase',
    version: 1,
    argon2: { ...cost, salt: randomBytes(16).toString('base64') },
    secret: 'keystore',
    nonce: randomBytes(12).toString('base64'),
  };

  it('does not unwrap, whichever bit of the file was flipped, even with the right key at hand', () => {
    const kek = randomBytes(32);
    const slot = wrapDataKey(header, kek, randomBytes(32));
    const file = Buffer.from(JSON.stringify({ format: 'candour-key-slots', version: 1, slots: [slot] }));
    expect(unwrapDataKey(slot, kek)).not.toBeNull();
    for (let bit = 0; bit < file.length * 8; bit++) {
      const flipped = Buffer.from(file);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const read = readKeySlots(flipped.toString('utf8'));
      if (read.ok) expect(unwrapDataKey(read.slots[0]!, kek), `bit ${bit}`).toBeNull();
    }
  });

  it('does not unwrap when any field takes another value', () => {
    const kek = randomBytes(32);
    const slot = wrapDataKey(header, kek, randomBytes(32));
    fc.assert(
      fc.property(
        fc.record(
          {
            m: fc.integer({ min: 65_536, max: 1 << 20 }),
            t: fc.integer({ min: 3, max: 10 }),
            p: fc.integer({ min: 1, max: 16 }),
            salt: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((b) => Buffer.from(b).toString('base64')),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom('keystore' as const, 'passphrase-only' as const),
        (argon2, secret) => {
          const changed = { ...slot, argon2: { ...slot.argon2, ...argon2 }, secret };
          const same = JSON.stringify(changed) === JSON.stringify(slot);
          expect(unwrapDataKey(changed, kek) !== null).toBe(same);
        },
      ),
    );
  });

  it('does not open with the right passphrase, wherever in the file it was changed', async () => {
    await made();
    const file = readFileSync(slotsFile());
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length * 8 - 1), async (bit) => {
        const flipped = Buffer.from(file);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        // A changed cost may be lawful and dear; the property above covers those.
        if (
          readKeySlots(flipped.toString('utf8')).ok &&
          /"[mtp]":/.test(flipped.toString('latin1').slice(bit / 8 - 8, bit / 8))
        )
          return;
        writeFileSync(slotsFile(), flipped);
        rmSync(join(profile, 'unlock-delays.json'), { force: true });
        expect((await tryWith(passphrase)).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a cost out of bounds is refused before anything is hashed (5, 6)', () => {
  it.each([
    ['memory under 64 MiB', { m: 64 * 1024 - 1 }],
    ['fewer than three passes', { t: 2 }],
    ['memory over 1 GiB', { m: 1024 * 1024 + 1 }],
    ['memory that no machine has', { m: 2 ** 40 }],
    ['more than ten passes', { t: 11 }],
    ['more than sixteen lanes', { p: 17 }],
    ['no lane', { p: 0 }],
  ])('%s', async (_, argon2) => {
    await made();
    edit((slot) => Object.assign(slot.argon2, argon2));
    expect(await tryWith(passphrase)).toEqual({
      ok: false,
      code: 'vault_damaged',
      reason: 'cost_out_of_bounds',
      nextTryAt: null,
    });
    // A try is counted in the file just before hashing.
    expect(existsSync(join(profile, 'unlock-delays.json'))).toBe(false);
  });

  it('also when a vault is made', async () => {
    await expect(
      createVaultKeys({ profile, passphrase, deviceSecret: keystore, cost: { m: 1024, t: 3, p: 1 } }),
    ).rejects.toThrow(RangeError);
    expect(vaultExists(profile)).toBe(false);
  });
});

describe('a key-slot file that this version cannot read', () => {
  it.each([
    ['a newer file', (t: string) => t.replace('"version":1,"slots"', '"version":2,"slots"'), 'newer_version'],
    [
      'a newer slot',
      (t: string) => t.replace('"kind":"passphrase","version":1', '"kind":"passphrase","version":2'),
      'newer_version',
    ],
    ['another kind of slot', (t: string) => t.replace('"kind":"passphrase"', '"kind":"token"'), 'newer_version'],
    ['an unknown field', (t: string) => t.replace('"secret"', '"note":"x","secret"'), 'unreadable'],
    ['half a file', (t: string) => t.slice(0, 100), 'unreadable'],
    ['no slot', () => '{"format":"candour-key-slots","version":1,"slots":[]}', 'unreadable'],
  ])('says so and is left as it is: %s', async (_, change, reason) => {
    await made();
    writeFileSync(slotsFile(), change(readFileSync(slotsFile(), 'utf8')));
    const before = readFileSync(slotsFile());
    expect(await tryWith(passphrase)).toMatchObject({ ok: false, code: 'vault_damaged', reason });
    expect(readFileSync(slotsFile())).toEqual(before);
  });
});

describe('the key of a file', () => {
  it('is 32 bytes and another for every file and every vault', () => {
    const [a, b] = [randomBytes(32), randomBytes(32)];
    const keys = [fileKey(a, 'vault.db'), fileKey(a, 'chunks.db'), fileKey(b, 'vault.db')];
    expect(keys.map((key) => key.length)).toEqual([32, 32, 32]);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3);
    expect(fileKey(a, 'vault.db')).toEqual(keys[0]);
  });
});

describe('changing the passphrase (10)', () => {
  it('keeps the data key, so that no database changes, and ends the old passphrase', async () => {
    const dataKey = await made();
    const change = { profile, passphrase, newPassphrase: 'nine brown owls', deviceSecret: keystore, now, cost };
    expect(await changePassphrase({ ...change, passphrase: 'not it' })).toMatchObject({ code: 'wrong_passphrase' });
    expect(await changePassphrase(change)).toEqual({ ok: true });
    expect(await tryWith(passphrase)).toMatchObject({ ok: false, code: 'wrong_passphrase' });
    expect(await tryWith('nine brown owls')).toEqual({ ok: true, dataKey });
  });
});

describe('wrong passphrases (12)', () => {
  it('make the next try wait, also for the right one, and also after a restart with the clock set back', async () => {
    const dataKey = await made();
    for (let n = 0; n < 4; n++) await tryWith('wrong');
    expect(nextTryAt(profile, now)).toBe(new Date(now + 1000).toISOString());
    expect(await tryWith(passphrase)).toEqual({
      ok: false,
      code: 'too_early',
      nextTryAt: new Date(now + 1000).toISOString(),
    });
    const elsewhere = new URL('../../electron/vault/keys/vault-keys.ts', import.meta.url).href;
    const asked = `import { nextTryAt } from ${JSON.stringify(elsewhere)};
      console.log(nextTryAt(${JSON.stringify(profile)}, ${now - 86_400_000}));`;
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', asked], { encoding: 'utf8' });
    expect(answer.trim()).toBe(new Date(now - 86_400_000 + 1000).toISOString());
    expect(await tryWith(passphrase, keystore, now + 1000)).toEqual({ ok: true, dataKey });
    expect(nextTryAt(profile, now)).toBeNull();
  });

  it('are no more guesses when many are made at once', async () => {
    await made();
    const answers = await Promise.all(Array.from({ length: 8 }, () => tryWith('wrong')));
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual([
      ...Array(4).fill('wrong_passphrase'),
      ...Array(4).fill('too_early'),
    ]);
  });
});
