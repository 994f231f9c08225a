import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The pages of a write-ahead log, as SQLite would take them over. Format: sqlite.org/fileformat2.html, section 4: a
 * header of 32 bytes, then frames of 24 bytes and a page. A frame counts while its salts are the header's and its running
 * checksum is right; what comes behind the first that is not was never written to its end.
 */
export interface LoggedPage {
  /** From 1. */
  readonly number: number;
  readonly page: Buffer;
}

const HEADER = 32;
const FRAME = 24;
const PAGE = 4096;
/** The last bit tells in which order of bytes the checksums are made. */
const MAGIC = 0x377f0682;

type Sum = readonly [number, number];

function checksum([first, second]: Sum, bytes: Buffer, bigEndian: boolean): Sum {
  let [a, b] = [first, second];
  const read = (at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + read(at) + b) >>> 0;
    b = (b + read(at + 4) + a) >>> 0;
  }
  return [a, b];
}

/** Every page that counts, oldest first; none where there is no log. Throws when it is there and cannot be read. */
export function* loggedPages(file: string): Generator<LoggedPage> {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    const header = Buffer.alloc(HEADER);
    if (readSync(handle, header, 0, HEADER, 0) !== HEADER) return;
    const magic = header.readUInt32BE(0);
    if ((magic & ~1) >>> 0 !== MAGIC || header.readUInt32BE(8) !== PAGE) return;
    const bigEndian = (magic & 1) === 1;
    let sum = checksum([0, 0], header.subarray(0, 24), bigEndian);
    if (sum[0] !== header.readUInt32BE(24) || sum[1] !== header.readUInt32BE(28)) return;
    for (let at = HEADER; ; at += FRAME + PAGE) {
      const frame = Buffer.alloc(FRAME + PAGE);
      if (readSync(handle, frame, 0, frame.length, at) !== frame.length) return;
      if (!frame.subarray(8, 16).equals(header.subarray(16, 24))) return;
      sum = checksum(checksum(sum, frame.subarray(0, 8), bigEndian), frame.subarray(FRAME), bigEndian);
      if (sum[0] !== frame.readUInt32BE(16) || sum[1] !== frame.readUInt32BE(20)) return;
      yield { number: frame.readUInt32BE(0), page: frame.subarray(FRAME) };
    }
  } finally {
    closeSync(handle);
  }
}

/** One page tells whose log it is: all of it was written by one key. Null where nothing in it counts. */
export function firstLogged(file: string): LoggedPage | null {
  for (const logged of loggedPages(file)) return logged;
  return null;
}
