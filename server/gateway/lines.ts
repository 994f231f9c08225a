/** A line of an inbound file, counted from 1, or why it cannot be read as text. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly text: null; readonly reason: string };

/** Far more than the longest report that the schema lets through; a file without line ends must not fill the memory. */
export const LONGEST_LINE_BYTES = 8 << 20;
const NEWLINE = 0x0a;

/** Splits bytes into lines; blank ones are skipped, though counted. Holds one line at a time. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let pieces: Uint8Array[] = [];
  let length = 0;
  let number = 0;

  const take = (piece: Uint8Array) => {
    length += piece.length;
    // Past the limit only the length counts on: the line is an error, its bytes are let go.
    if (length <= LONGEST_LINE_BYTES) pieces.push(piece);
    else pieces = [];
  };
  const finish = (): Line | null => {
    number += 1;
    const whole = Buffer.concat(pieces);
    const tooLong = length > LONGEST_LINE_BYTES;
    [pieces, length] = [[], 0];
    if (tooLong) return { number, text: null, reason: `The line is longer than ${LONGEST_LINE_BYTES >> 20} MiB.` };
    try {
      const text = decoder.decode(whole);
      return text.trim() === '' ? null : { number, text };
    } catch {
      return { number, text: null, reason: 'The line is not valid UTF-8.' };
    }
  };

  for await (const piece of bytes) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
      take(piece.subarray(from, end));
      from = end + 1;
      const line = finish();
      if (line !== null) yield line;
    }
    if (from < piece.length) take(piece.subarray(from));
  }
  const line = length > 0 ? finish() : null;
  if (line !== null) yield line;
}
