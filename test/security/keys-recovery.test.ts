import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceSecret } from '../../shared/bridge/vault-start.ts';
import { readKeySlots } from '../../electron/vault/keys/key-slots.ts';
import { openRecoverySlot, RecoverySlot, sealToRecovery } from '../../electron/vault/keys/recovery-slot.ts';
import {
  changePassphrase,
  createVaultKeys,
  openVaultKeys,
  recoveryRecipient,
} from '../../electron/vault/keys/vault-keys.ts';

const cost = { m: 64 * 1024, t: 3, p: 4 };
const passphrase = 'seven grey herons fishing';
const deviceSecret: DeviceSecret = { mode: 'keystore', backend: 'test', secret: new Uint8Array(randomBytes(32)) };
let identity: string;
let recipient: string;
let profile: string;
let now = Date.UTC(2026, 2, 1);

beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'candour-keys-'));
});
afterEach(() => rmSync(profile, { recursive: true }));

const slots = () => {
  const read = readKeySlots(readFileSync(join(profile, 'key-slots.json'), 'utf8'));
  if (!read.ok) throw new Error(read.flaw);
  return read;
};
async function made(key: string | null = recipient): Promise<Buffer> {
  const created = await createVaultKeys({ profile, passphrase, deviceSecret, recoveryRecipient: key, cost });
  if (!created.ok) throw new Error(created.code);
  return created.dataKey;
}

describe('the recovery slot', () => {
  it('gives the data key to the recovery key and to no other', async () => {
    const dataKey = await made();
    expect(recoveryRecipient(profile)).toBe(recipient);
    expect(await openRecoverySlot(slots().recovery[0]!, identity)).toEqual(dataKey);
    expect(await openRecoverySlot(slots().recovery[0]!, await generateX25519Identity())).toBeNull();
    expect(await openRecoverySlot(slots().recovery[0]!, 'no identity')).toBeNull();
    expect(statSync(join(profile, 'key-slots.json')).mode & 0o777).toBe(0o600);
  });

  it('is not there where the organisation has no recovery key', async () => {
    await made(null);
    expect(slots().recovery).toEqual([]);
    expect(recoveryRecipient(profile)).toBeNull();
  });

  it('does not open when any bit of it was flipped (4)', async () => {
    const dataKey = randomBytes(32);
    const text = Buffer.from(JSON.stringify(await sealToRecovery(dataKey, recipient)));
    let tried = 0;
    for (let bit = 0; bit < text.length * 8; bit++) {
      const flipped = Buffer.from(text);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      let value: unknown;
      try {
        value = JSON.parse(flipped.toString('utf8'));
      } catch {
        continue;
      }
      const slot = RecoverySlot.safeParse(value);
      if (!slot.success) continue;
      tried += 1;
      // base64 ignores the spare bits of its last character: the same bytes are the same slot.
      const same = Buffer.from(slot.data.sealed, 'base64').equals(
        Buffer.from(JSON.parse(text.toString()).sealed, 'base64'),
      );
      const header =
        JSON.stringify({ ...slot.data, sealed: '' }) === JSON.stringify({ ...JSON.parse(text.toString()), sealed: '' });
      if (same && header) continue;
      expect(await openRecoverySlot(slot.data, identity), `bit ${bit}`).toBeNull();
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('cannot be taken from another vault, nor its header be changed for another', async () => {
    const [ours, theirs] = [randomBytes(32), randomBytes(32)];
    const [a, b] = [await sealToRecovery(ours, recipient), await sealToRecovery(theirs, recipient)];
    expect(await openRecoverySlot({ ...a, sealed: b.sealed }, identity)).toBeNull();
    expect(await openRecoverySlot({ ...a, dataKeyId: b.dataKeyId }, identity)).toBeNull();
    expect(await openRecoverySlot(a, identity)).toEqual(ours);
  });

  it('stays when the passphrase is changed (10)', async () => {
    const dataKey = await made();
    const database = join(profile, 'vault.db');
    writeFileSync(database, randomBytes(8192));
    const before = readFileSync(database);
    const newPassphrase = 'nine brown owls asleep';
    expect(await changePassphrase({ profile, passphrase, newPassphrase, deviceSecret, now, cost })).toEqual({
      ok: true,
    });
    expect(readFileSync(database)).toEqual(before);
    expect(await openRecoverySlot(slots().recovery[0]!, identity)).toEqual(dataKey);
    expect(await openVaultKeys({ profile, passphrase, deviceSecret, now })).toMatchObject({ code: 'wrong_passphrase' });
    expect(await openVaultKeys({ profile, passphrase: newPassphrase, deviceSecret, now })).toMatchObject({ ok: true });
  });
});

describe('ten wrong passphrases (12)', () => {
  /** Each after the wait of the one before. */
  async function guess(times: number, destroyAfterTenTries: boolean) {
    const codes: string[] = [];
    for (let n = 0; n < times; n++) {
      now += 10 * 60_000;
      const answer = await openVaultKeys({ profile, passphrase: 'wrong', deviceSecret, now, destroyAfterTenTries });
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    return codes;
  }

  it('destroy the slot of the passphrase where the policy says so, and leave that of the recovery key', async () => {
    const dataKey = await made();
    expect(await guess(9, true)).toEqual(Array(9).fill('wrong_passphrase'));
    expect(slots()).toMatchObject({ slots: [{ kind: 'passphrase' }], destroyed: false });
    expect(await guess(1, true)).toEqual(['keys_destroyed']);
    expect(slots()).toMatchObject({ slots: [], recovery: [{ kind: 'recovery' }], destroyed: true });
    expect(existsSync(join(profile, 'key-slots.json.tmp'))).toBe(false);
    now += 10 * 60_000;
    expect(await openVaultKeys({ profile, passphrase, deviceSecret, now })).toMatchObject({ code: 'keys_destroyed' });
    expect(await openRecoverySlot(slots().recovery[0]!, identity)).toEqual(dataKey);
  });

  it('are counted anew after the right one', async () => {
    await made();
    await guess(9, true);
    now += 10 * 60_000;
    expect(await openVaultKeys({ profile, passphrase, deviceSecret, now, destroyAfterTenTries: true })).toMatchObject({
      ok: true,
    });
    expect(await guess(9, true)).toEqual(Array(9).fill('wrong_passphrase'));
  });

  it('only make one wait where it does not', async () => {
    await made();
    expect(await guess(12, false)).toEqual(Array(12).fill('wrong_passphrase'));
    expect(slots().slots).toHaveLength(1);
  });
});
