/**
 * The workstation's own secret: 32 random bytes in the operating system's keystore. With it, a stolen disk and a guessed
 * passphrase together still open nothing. Alone it opens nothing either; main hands it over and forgets it.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
import type { DeviceSecret } from '../../shared/bridge/vault-start.ts';
import { createDurably } from './durable-file.ts';
import { keystoreDoor } from './keystore-door.ts';
import { log } from './log.ts';

const Kept = z.strictObject({ backend: z.string(), wrapped: z.base64() });
function backendName(): string {
  return process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform;
}

function readKept(file: string): z.infer<typeof Kept> | 'absent' | 'damaged' {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'damaged';
  }
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    return 'damaged';
  }
}

/** As much of the key-slot file as tells what its slots stand on; the vault reads the rest. */
const Slots = z.looseObject({
  slots: z.array(z.looseObject({ kind: z.string(), secret: z.string().optional(), rebind: z.boolean().optional() })),
});

/** What the vault in this folder was made with; `either` where there is none, or only a recovery can say. */
export function slotsStandOn(profile: string): 'keystore' | 'passphrase' | 'either' {
  try {
    const { slots } = Slots.parse(JSON.parse(readFileSync(join(profile, 'key-slots.json'), 'utf8')));
    const own = slots.filter(({ kind }) => kind === 'passphrase');
    if (own.some(({ secret }) => secret === 'keystore')) return 'keystore';
    return own.length > 0 && own.every(({ rebind }) => rebind !== true) ? 'passphrase' : 'either';
  } catch {
    return 'either';
  }
}

/**
 * As `findSecret`, and says in the log how it went.
 * @param passphraseOnly whether this workstation may do without a keystore: the administrator's word, or a demonstration
 */
export async function deviceSecret(profile: string, passphraseOnly: boolean): Promise<DeviceSecret> {
  const found = await findSecret(profile, passphraseOnly);
  waits = found.mode === 'refused' && ['keystore_locked', 'keystore_silent'].includes(found.reason);
  log('device_secret', {
    mode: found.mode,
    ...(found.mode === 'keystore' ? { backend: found.backend } : {}),
    ...(found.mode === 'refused' ? { reason: found.reason } : {}),
  });
  return found;
}

let waits = false;
/** Whether the keystore has to be unlocked before there can be a vault. */
export const keystoreWaits = (): boolean => waits;

/** Chromium remembers the keystore's first answer for as long as the program runs: from then on it never waits. */
let answered = false;

/**
 * Reads the device secret, or makes it on the first start. A secret that exists is never replaced: the key slots of the
 * vault need it. Must run after the app is ready.
 */
async function findSecret(profile: string, passphraseOnly: boolean): Promise<DeviceSecret> {
  const file = join(profile, 'device-secret.json');
  const kept = readKept(file);
  const stands = slotsStandOn(profile);
  // A keystore that this vault does not need must not be able to lock it away.
  if (passphraseOnly && stands === 'passphrase') return { mode: 'passphrase-only' };
  if (kept === 'damaged') return { mode: 'refused', reason: 'secret_damaged' };

  const backend = backendName();
  // `basic_text` encrypts with a password that stands in Chromium's source.
  const plain = backend === 'basic_text' || backend === 'unknown';
  if (!plain && !answered) {
    const door = await keystoreDoor(backend);
    if (door !== 'open') return { mode: 'refused', reason: `keystore_${door}` };
  }
  answered = !plain;
  if (plain || !safeStorage.isEncryptionAvailable()) {
    if (kept !== 'absent') return { mode: 'refused', reason: 'keystore_changed' };
    if (passphraseOnly) return { mode: 'passphrase-only' };
    return { mode: 'refused', reason: plain ? 'keystore_plain_text' : 'keystore_unavailable' };
  }

  if (kept === 'absent') {
    // Another secret would not open this vault, and would take the place of the one that does.
    if (stands === 'keystore') return { mode: 'refused', reason: 'secret_missing' };
    return makeSecret(file, backend);
  }
  if (kept.backend !== backend) return { mode: 'refused', reason: 'keystore_changed' };
  try {
    const secret = Buffer.from(safeStorage.decryptString(Buffer.from(kept.wrapped, 'base64')), 'base64');
    if (secret.length !== 32) return { mode: 'refused', reason: 'secret_damaged' };
    return { mode: 'keystore', backend, secret: new Uint8Array(secret) };
  } catch {
    return { mode: 'refused', reason: 'keystore_changed' };
  }
}

function makeSecret(file: string, backend: string): DeviceSecret {
  const secret = randomBytes(32);
  const wrapped = safeStorage.encryptString(secret.toString('base64')).toString('base64');
  try {
    createDurably(file, `${JSON.stringify({ backend, wrapped })}\n`);
  } catch {
    return { mode: 'refused', reason: 'secret_unwritten' };
  }
  return { mode: 'keystore', backend, secret: new Uint8Array(secret) };
}
