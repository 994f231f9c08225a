/**
 * The workstation's own secret: 32 random bytes in the operating system's keystore. With it, a stolen disk and a guessed
 * passphrase together still open nothing. Alone it opens nothing either; main hands it over and forgets it.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
import type { DeviceSecret } from '../../shared/bridge/vault-start.ts';
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

/**
 * As `findSecret`, and says in the log how it went.
 * @param passphraseOnly whether this workstation may do without a keystore: the administrator's word, or a demonstration
 */
export function deviceSecret(profile: string, passphraseOnly: boolean): DeviceSecret {
  const found = findSecret(profile, passphraseOnly);
  log('device_secret', {
    mode: found.mode,
    ...(found.mode === 'keystore' ? { backend: found.backend } : {}),
    ...(found.mode === 'refused' ? { reason: found.reason } : {}),
  });
  return found;
}

/**
 * Reads the device secret, or makes it on the first start. A secret that exists is never replaced: the key slots of the
 * vault need it. Must run after the app is ready.
 */
function findSecret(profile: string, passphraseOnly: boolean): DeviceSecret {
  const file = join(profile, 'device-secret.json');
  const kept = readKept(file);
  if (kept === 'damaged') return { mode: 'refused', reason: 'secret_damaged' };

  const backend = backendName();
  // `basic_text` encrypts with a password that stands in Chromium's source.
  const plain = backend === 'basic_text' || backend === 'unknown';
  if (plain || !safeStorage.isEncryptionAvailable()) {
    if (kept !== 'absent') return { mode: 'refused', reason: 'keystore_changed' };
    if (passphraseOnly) return { mode: 'passphrase-only' };
    return { mode: 'refused', reason: plain ? 'keystore_plain_text' : 'keystore_unavailable' };
  }

  if (kept === 'absent') {
    const secret = randomBytes(32);
    const wrapped = safeStorage.encryptString(secret.toString('base64')).toString('base64');
    writeFileSync(file, `${JSON.stringify({ backend, wrapped })}\n`, { mode: 0o600, flag: 'wx' });
    return { mode: 'keystore', backend, secret: new Uint8Array(secret) };
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
