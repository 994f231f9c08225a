import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { readPastSqlite } from './kept-handle.ts';
import { firstLogged, loggedPages, type LoggedPage } from './logged-pages.ts';

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
  return page !== null && pageFits(page, 1, saltOf(page), key);
}

/** @param number of the page, from 1 */
function pageFits(page: Buffer, number: number, salt: Buffer, key: Uint8Array): boolean {
  const macKey = pbkdf2Sync(
    key,
    salt.map((byte) => byte ^ 0x3a),
    2,
    32,
    'sha512',
  );
  const numbered = Buffer.alloc(4);
  numbered.writeUInt32LE(number);
  const mac = createHmac('sha512', macKey)
    .update(page.subarray(number === 1 ? SALT : 0, PAGE - MAC))
    .update(numbered)
    .digest();
  return timingSafeEqual(mac, page.subarray(PAGE - MAC));
}

/** The first bytes of a database, in plain text, and another for each. */
const saltOf = (page: Buffer) => page.subarray(0, SALT);

/**
 * Whether a key is that of a database and of the write-ahead log beside it, before SQLite is let near them: with a wrong
 * key, or another database's log, it would carry the log's pages over into the file and only then find that they do not
 * open. A file that is not there or empty, and has no log, fits any key.
 */
export function databaseFits(file: string, key: Uint8Array): boolean {
  const page = readPage(file);
  const logged = firstLogged(`${file}-wal`);
  if (page === null) return logged === null ? isEmpty(file) : logged.number === 1 && ownFits(logged, key);
  // A power cut may have torn the page while the log was carried over; its whole self is still in the log then.
  if (!pageFits(page, 1, saltOf(page), key)) return tornPageFits(file, page, key);
  return logged === null || pageFits(logged.page, logged.number, saltOf(page), key);
}

const ownFits = ({ page, number }: LoggedPage, key: Uint8Array) => pageFits(page, number, saltOf(page), key);

function tornPageFits(file: string, page: Buffer, key: Uint8Array): boolean {
  for (const logged of loggedPages(`${file}-wal`))
    if (logged.number === 1 && saltOf(logged.page).equals(saltOf(page)) && ownFits(logged, key)) return true;
  return false;
}

const isEmpty = (file: string) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;

/** Null when there is no file or not a whole page in it. */
const readPage = (file: string): Buffer | null => readPastSqlite(file, PAGE);
