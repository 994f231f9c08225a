/** Text of any of four encodings, page by page: no file is decoded whole, and no letter is cut in two between pages. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Recognised {
  readonly encoding: Encoding;
  /** Known by its mark or by being valid; a guess is said to be one. */
  readonly guessed: boolean;
}

/** Bytes of a page; even, for the sake of UTF-16. */
export const PAGE_BYTES = 128 * 1024;
/** So many bytes around a page are needed to keep its first and last letter whole. */
export const MARGIN = 4;

const begins = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

/** @param first the beginning of the file; `whole` says that it is all of it */
export function recognise(first: Uint8Array, whole: boolean): Recognised {
  if (begins(first, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', guessed: false };
  if (begins(first, 0xff, 0xfe)) return { encoding: 'utf-16le', guessed: false };
  if (begins(first, 0xfe, 0xff)) return { encoding: 'utf-16be', guessed: false };
  const zeros = [0, 0];
  for (const [at, byte] of first.entries()) if (byte === 0) zeros[at % 2]! += 1;
  if (zeros[0] !== zeros[1] && Math.max(...zeros) > first.length / 4)
    return { encoding: zeros[1]! > zeros[0]! ? 'utf-16le' : 'utf-16be', guessed: true };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(first, { stream: !whole });
    return { encoding: 'utf-8', guessed: false };
  } catch {
    return { encoding: 'windows-1252', guessed: true };
  }
}

const continues = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

/** The first byte at or after `at` at which a letter begins. */
function letterAt(bytes: Uint8Array, at: number, encoding: Encoding): number {
  if (encoding === 'utf-8') {
    let from = at;
    // A letter has at most three continuing bytes; more of them are no UTF-8, and belong to nobody.
    while (from < at + 3 && continues(bytes[from])) from += 1;
    return from;
  }
  if (encoding === 'windows-1252') return at;
  const high = bytes[encoding === 'utf-16le' ? at + 1 : at];
  // The second half of a surrogate pair belongs to the page before.
  return high !== undefined && high >= 0xdc && high <= 0xdf ? at + 2 : at;
}

/**
 * The text of one page.
 * @param bytes the page's own bytes and, where the file goes on, `MARGIN` more behind them
 * @param from where the page's own begin in `bytes`
 * @param length how many are its own
 */
export function pageText(bytes: Uint8Array, from: number, length: number, encoding: Encoding): string {
  const start = from === 0 && length === 0 ? 0 : letterAt(bytes, from, encoding);
  const end = Math.min(bytes.length, letterAt(bytes, from + length, encoding));
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(start, end));
  return text.replace(/^\uFEFF/, '').replaceAll('\u0000', '\uFFFD');
}
