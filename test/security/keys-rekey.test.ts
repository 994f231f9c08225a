import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceSecret } from '../../shared/bridge/vault-start.ts';
import { firstPageFits } from '../../electron/vault/keys/first-page.ts';
import { readKeySlots } from '../../electron/vault/keys/key-slots.ts';
import { openRecoverySlot } from '../../electron/vault/keys/recovery-slot.ts';
import { rekeyVault } from '../../electron/vault/keys/rekey.ts';
import { createVaultKeys, fileKey, openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openWriter } from '../../electron/vault/store/connection.ts';

const cost = { m: 64 * 1024, t: 3, p: 4 };
const passphrase = 'seven grey herons fishing';
const secret = randomBytes(32);
const deviceSecret: DeviceSecret = { mode: 'keystore', backend: 'test', secret: new Uint8Array(secret) };
const ROWS = 6000;

let profile: string;
let identity: string;
let dataKey: Buffer;
const database = () => join(profile, 'vault.db');

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'candour-rekey-'));
  identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const created = await createVaultKeys({ profile, passphrase, deviceSecret, recoveryRecipient: recipient, cost });
  if (!created.ok) throw new Error(created.code);
  dataKey = created.dataKey;
  const db = openWriter(database(), fileKey(dataKey, 'vault.db'));
  db.transaction(() => {
    for (let n = 0; n < ROWS; n++)
      db.run('INSERT INTO meta (name, value) VALUES (?, ?)', [`row ${n}`, JSON.stringify('word '.repeat(100) + n)]);
  });
  db.close();
});
afterEach(() => rmSync(profile, { recursive: true }));

const slots = () => {
  const read = readKeySlots(readFileSync(join(profile, 'key-slots.json'), 'utf8'));
  if (!read.ok) throw new Error(read.flaw);
  return read;
};
const unlock = async () => {
  const opened = await openVaultKeys({ profile, passphrase, deviceSecret, now: Date.now(), cost });
  if (!opened.ok) throw new Error(opened.code);
  return opened.dataKey;
};
/** Opens with the key and reads every row. */
function rowsUnder(key: Uint8Array): number {
  const db = openWriter(database(), fileKey(key, 'vault.db'));
  try {
    expect(db.column('PRAGMA integrity_check')).toEqual(['ok']);
    return db.column<number>("SELECT count(*) FROM meta WHERE name LIKE 'row %'")[0]!;
  } finally {
    db.close();
  }
}

/** Everything that must hold once a vault has been unlocked, whatever happened before. */
async function expectOneKey(key: Buffer): Promise<void> {
  expect(rowsUnder(key)).toBe(ROWS);
  expect(slots()).toMatchObject({ slots: { length: 1 }, recovery: { length: 1 } });
  expect(await openRecoverySlot(slots().recovery[0]!, identity)).toEqual(key);
  expect(readdirSync(profile).filter((file) => file.includes('rekey'))).toEqual([]);
}

describe('the first page', () => {
  it('fits the key of its database, bit for bit, and no other', () => {
    const key = fileKey(dataKey, 'vault.db');
    const before = readFileSync(database());
    expect(firstPageFits(database(), key)).toBe(true);
    for (let bit = 0; bit < 256; bit += 7) {
      const other = Buffer.from(key);
      other[bit >> 3]! ^= 1 << (bit & 7);
      expect(firstPageFits(database(), other)).toBe(false);
    }
    expect(firstPageFits(join(profile, 'nothing.db'), key)).toBe(false);
    expect(readFileSync(database())).toEqual(before);
  });
});

describe('a rekey (11)', () => {
  it('keeps every row and the passphrase, and ends the old data key', async () => {
    const rekeyed = await rekeyVault({ profile, passphrase, deviceSecret, dataKey, cost });
    if (!rekeyed.ok) throw new Error(rekeyed.code);
    expect(slots().slots).toHaveLength(2);
    expect(rowsUnder(rekeyed.dataKey)).toBe(ROWS);
    rekeyed.settle();
    expect(() => rowsUnder(dataKey)).toThrow('vault_damaged');
    expect(firstPageFits(database(), fileKey(dataKey, 'vault.db'))).toBe(false);
    expect(await unlock()).toEqual(rekeyed.dataKey);
    await expectOneKey(rekeyed.dataKey);
    expect(statSync(database()).mode & 0o777).toBe(0o600);
  });

  it('that cannot get the database for itself changes nothing', async () => {
    const db = openWriter(database(), fileKey(dataKey, 'vault.db'));
    try {
      const rekeyed = await rekeyVault({ profile, passphrase, deviceSecret, dataKey, cost });
      expect(rekeyed).toMatchObject({ ok: false, code: 'rekey_failed', dataKey });
    } finally {
      db.close();
    }
    expect(await unlock()).toEqual(dataKey);
    await expectOneKey(dataKey);
  });

  it('killed anywhere leaves a vault that one data key opens, with every row', async () => {
    const child = fileURLToPath(new URL('keys-rekey-child.ts', import.meta.url));
    const run = async (killAfter: number | null) => {
      const running = spawn(process.execPath, [child, profile, passphrase, secret.toString('hex')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const closed = once(running, 'close');
      let said = '';
      running.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
      const began = once(running.stdout, 'data').then(() => performance.now());
      const at = await began;
      if (killAfter !== null) {
        await wait(killAfter);
        running.kill('SIGKILL');
      }
      await closed;
      return { done: said.includes('done'), ms: performance.now() - at };
    };
    const whole = await run(null);
    expect(whole.done).toBe(true);
    let current = await unlock();
    const ends = { old: 0, new: 0 };
    for (let round = 0; round < 10; round++) {
      // Spread over the whole of it, and never at the same places.
      await run(Math.round(((round + Math.random()) / 10) * whole.ms));
      const next = await unlock();
      ends[next.equals(current) ? 'old' : 'new'] += 1;
      await expectOneKey(next);
      if (!next.equals(current)) expect(() => rowsUnder(current)).toThrow('vault_damaged');
      current = next;
    }
    expect(ends.old).toBeGreaterThan(0);
  });
});
