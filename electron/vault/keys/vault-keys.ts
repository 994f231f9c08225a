import { hkdfSync, randomBytes } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceSecret } from '../../../shared/bridge/vault-start.ts';
import { argon2id, costs, type Argon2Cost } from './argon2-cost.ts';
import { readIfThere, writeDurably } from './durable-file.ts';
import {
  readKeySlots,
  unwrapDataKey,
  wrapDataKey,
  writeKeySlots,
  type PassphraseSlot,
  type SlotHeader,
  type SlotsFlaw,
} from './key-slots.ts';
import { countTry, forgetTries, notBefore } from './unlock-delays.ts';

const slotsFile = (profile: string) => join(profile, 'key-slots.json');

/** Whether this profile has a vault. A file that is there but cannot be read counts: nothing may be made over it. */
export const vaultExists = (profile: string): boolean =>
  lstatSync(slotsFile(profile), { throwIfNoEntry: false }) !== undefined;

type SlotSecret = Pick<PassphraseSlot, 'secret'>['secret'];

/**
 * Argon2id makes each guess dear; the device secret, mixed in afterwards, makes guessing useless without this
 * workstation's keystore. `info` binds the key to its use and to whether there was a secret.
 */
async function keyEncryptionKey(passphrase: string, header: SlotHeader, secret: Uint8Array): Promise<Buffer> {
  const stretched = await argon2id(passphrase, header.argon2);
  const info = `candour-key-slot-v1 ${header.kind} ${header.secret}`;
  return Buffer.from(hkdfSync('sha256', Buffer.concat([stretched, secret]), Buffer.alloc(0), info, 32));
}

const noSecret = new Uint8Array(0);

/** The device secret that a slot of this kind needs, or null when the keystore does not give it. */
function secretFor(slot: SlotSecret, deviceSecret: DeviceSecret): Uint8Array | null {
  if (deviceSecret.mode === 'refused') return null;
  if (slot === 'passphrase-only') return noSecret;
  return deviceSecret.mode === 'keystore' ? deviceSecret.secret : null;
}

export type CreatedKeys =
  | { readonly ok: true; readonly dataKey: Buffer }
  | { readonly ok: false; readonly code: 'vault_exists' | 'keystore_refused' };

/**
 * Makes a random 32-byte data key and the key-slot file that wraps it. Without a keystore, and without the policy to do
 * without one, no file is written. `cost` is for tests, and never below the floor. Throws when the disk is full.
 */
export async function createVaultKeys(options: {
  readonly profile: string;
  readonly passphrase: string;
  readonly deviceSecret: DeviceSecret;
  readonly cost?: Argon2Cost;
}): Promise<CreatedKeys> {
  const { profile, passphrase, deviceSecret } = options;
  if (deviceSecret.mode === 'refused') return { ok: false, code: 'keystore_refused' };
  if (vaultExists(profile)) return { ok: false, code: 'vault_exists' };
  const dataKey = randomBytes(32);
  const slot = await makeSlot(dataKey, passphrase, deviceSecret, options.cost);
  writeDurably(slotsFile(profile), writeKeySlots([slot]));
  forgetTries(profile);
  return { ok: true, dataKey };
}

async function makeSlot(
  dataKey: Uint8Array,
  passphrase: string,
  deviceSecret: Exclude<DeviceSecret, { mode: 'refused' }>,
  cost: Argon2Cost = costs[deviceSecret.mode],
): Promise<PassphraseSlot> {
  const header: SlotHeader = {
    kind: 'passphrase',
    version: 1,
    argon2: { m: cost.m, t: cost.t, p: cost.p, salt: randomBytes(16).toString('base64') },
    secret: deviceSecret.mode,
    nonce: randomBytes(12).toString('base64'),
  };
  const secret = deviceSecret.mode === 'keystore' ? deviceSecret.secret : noSecret;
  return wrapDataKey(header, await keyEncryptionKey(passphrase, header, secret), dataKey);
}

export type OpenedKeys =
  | { readonly ok: true; readonly dataKey: Buffer }
  | {
      readonly ok: false;
      readonly code: 'wrong_passphrase' | 'too_early' | 'keystore_refused';
      /** No try before this instant, ISO 8601; null: at once. */
      readonly nextTryAt: string | null;
    }
  | {
      readonly ok: false;
      readonly code: 'vault_damaged';
      readonly reason: SlotsFlaw | 'missing';
      readonly nextTryAt: null;
    };

const instantOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** The instant before which no passphrase will be tried (ISO 8601), or null. `now` in ms since 1970. */
export const nextTryAt = (profile: string, now: number): string | null => instantOrNull(notBefore(profile, now));

/** One try after the other, so that many at once are not more guesses in the same time. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Tries a passphrase on the key slots. A wrong passphrase, a changed slot header and another workstation's secret cannot
 * be told from each other: all are `wrong_passphrase`. `now` in ms since 1970.
 */
export function openVaultKeys(options: {
  readonly profile: string;
  readonly passphrase: string;
  readonly deviceSecret: DeviceSecret;
  readonly now: number;
}): Promise<OpenedKeys> {
  const before = turns.get(options.profile) ?? Promise.resolve();
  const turn = before.then(() => tryToOpen(options));
  turns.set(
    options.profile,
    turn.catch(() => undefined),
  );
  return turn;
}

async function tryToOpen(options: Parameters<typeof openVaultKeys>[0]): Promise<OpenedKeys> {
  const { profile, passphrase, deviceSecret, now } = options;
  if (deviceSecret.mode === 'refused') return { ok: false, code: 'keystore_refused', nextTryAt: null };
  const wait = notBefore(profile, now);
  if (wait !== null) return { ok: false, code: 'too_early', nextTryAt: instantOrNull(wait) };
  const text = readIfThere(slotsFile(profile));
  if (text === null) return { ok: false, code: 'vault_damaged', reason: 'missing', nextTryAt: null };
  const read = readKeySlots(text);
  if (!read.ok) return { ok: false, code: 'vault_damaged', reason: read.flaw, nextTryAt: null };
  const usable = read.slots.flatMap((slot) => {
    const secret = secretFor(slot.secret, deviceSecret);
    return secret === null ? [] : [{ slot, secret }];
  });
  if (usable.length === 0) return { ok: false, code: 'keystore_refused', nextTryAt: null };
  countTry(profile, now);
  for (const { slot, secret } of usable) {
    const { wrapped: _, ...header } = slot;
    const dataKey = unwrapDataKey(slot, await keyEncryptionKey(passphrase, header, secret));
    if (dataKey === null) continue;
    forgetTries(profile);
    return { ok: true, dataKey };
  }
  return { ok: false, code: 'wrong_passphrase', nextTryAt: nextTryAt(profile, now) };
}

/**
 * Wraps the same data key under another passphrase: no database is touched, and afterwards the old passphrase opens
 * nothing. A crash leaves the old slot or the new one. Throws when the disk is full; the old passphrase then stands.
 */
export async function changePassphrase(options: {
  readonly profile: string;
  readonly passphrase: string;
  readonly newPassphrase: string;
  readonly deviceSecret: DeviceSecret;
  readonly now: number;
  readonly cost?: Argon2Cost;
}): Promise<{ readonly ok: true } | Exclude<OpenedKeys, { ok: true }>> {
  const { profile, deviceSecret, newPassphrase, cost } = options;
  const opened = await openVaultKeys(options);
  if (!opened.ok) return opened;
  if (deviceSecret.mode === 'refused') return { ok: false, code: 'keystore_refused', nextTryAt: null };
  const slot = await makeSlot(opened.dataKey, newPassphrase, deviceSecret, cost);
  writeDurably(slotsFile(profile), writeKeySlots([slot]));
  return { ok: true };
}

/** The raw 32-byte SQLCipher key of one of the vault's files, so that no two files share a key. */
export const fileKey = (dataKey: Uint8Array, fileName: string): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `candour-file-v1 ${fileName}`, 32));
