import { createHash } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Encrypter } from 'age-encryption';
import type { Seal } from '../../../shared/bridge/taking-out.ts';
import { syncFolder } from '../keys/durable-file.ts';

export interface SealedBytes {
  readonly bytes: Uint8Array;
  /** Of the sealed bytes, in hex. */
  readonly sha256: string;
}

/** scrypt's N as a power of two: age's own default. About a second, in which the thread does nothing else. */
const WORK_FACTOR = 18;

/** An age file over these bytes, which the `age` tool opens. */
export async function seal(plain: Uint8Array | string, to: Seal, workFactor = WORK_FACTOR): Promise<SealedBytes> {
  const encrypter = new Encrypter();
  if (to.kind === 'recipient') encrypter.addRecipient(to.recipient);
  else {
    encrypter.setPassphrase(to.passphrase);
    encrypter.setScryptWorkFactor(workFactor);
  }
  const bytes = await encrypter.encrypt(plain);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Writes sealed bytes to the file that the person chose in the system's dialog, mode 0600, whole or not at all. Throws
 * what the file system throws; then nothing of ours is left beside it.
 */
export function writeSealed(file: string, bytes: Uint8Array): void {
  const beside = `${file}.part`;
  try {
    const handle = openSync(beside, 'wx', 0o600);
    try {
      fchmodSync(handle, 0o600);
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}
