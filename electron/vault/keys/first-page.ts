import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const PAGE = 4096;
const SALT = 16;
const MAC = 64;

/**
 * Whether a raw key is the one that the first page of a SQLCipher 4 database is encrypted and authenticated with. Only
 * reads, so that asking with a wrong key cannot harm the file. Format: sqlcipher.net/design, "page HMAC": HMAC-SHA512
 * over ciphertext, initialisation vector and page number, its key PBKDF2 with two rounds and the salt xor 0x3a.
 */
export function firstPageFits(file: string, key: Uint8Array): boolean {
  const page = readPage(file);
  if (page === null) return false;
  const macSalt = page.subarray(0, SALT).map((byte) => byte ^ 0x3a);
  const macKey = pbkdf2Sync(key, macSalt, 2, 32, 'sha512');
  const number = Buffer.from([1, 0, 0, 0]);
  const mac = createHmac('sha512', macKey)
    .update(page.subarray(SALT, PAGE - MAC))
    .update(number)
    .digest();
  return timingSafeEqual(mac, page.subarray(PAGE - MAC));
}

/** Null when there is no file or not a whole page in it. */
function readPage(file: string): Buffer | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const page = Buffer.alloc(PAGE);
    return readSync(handle, page, 0, PAGE, 0) === PAGE ? page : null;
  } finally {
    closeSync(handle);
  }
}
