import { closeSync, openSync, readSync, statSync } from 'node:fs';

/**
 * The locks that SQLite holds on a database belong to the whole process and fall as soon as any handle on that file is
 * closed in it (POSIX; sqlite.org/howtocorrupt.html, 2.2). Whoever looks into a database past SQLite therefore never
 * closes it again: one handle a file for the life of the process, which ends at every lock. Windows has no such rule, and
 * would not let a file be replaced while a handle is open.
 */
const kept = new Map<string, number>();

/**
 * Reads `length` bytes from `at`; null where there is no file, or not so many bytes. Throws for any other error.
 * @param file a database that this process may have open
 */
export function readPastSqlite(file: string, length: number, at = 0): Buffer | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return null;
  const inode = `${found.dev}:${found.ino}`;
  const handle = kept.get(inode) ?? openSync(file, 'r');
  if (process.platform !== 'win32') kept.set(inode, handle);
  try {
    const bytes = Buffer.alloc(length);
    return readSync(handle, bytes, 0, length, at) === length ? bytes : null;
  } finally {
    if (process.platform === 'win32') closeSync(handle);
  }
}
