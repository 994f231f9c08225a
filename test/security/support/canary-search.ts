/** Searches bytes for many needles in one pass (Wu and Manber, 1994): a tour leaves half a gigabyte to look through. */
import { type Form, formsOf, type Secret } from './canary-forms.ts';

export interface Hit {
  /** Where: a file, a part of one, or a process. */
  readonly where: string;
  readonly form: string;
  /** Which secret, by its name; for canaries with one beginning, how the text goes on. */
  readonly what: string;
  readonly at: number;
}

interface Needle extends Form {
  readonly what: string;
}

export interface Searcher {
  /** The longest needle: what may lie across two pieces of a stream. */
  readonly longest: number;
  search(bytes: Buffer, where: string): Hit[];
}

/** @param secrets by name */
export function searcher(secrets: Readonly<Record<string, Secret>>): Searcher {
  const needles: Needle[] = Object.entries(secrets).flatMap(([what, secret]) =>
    formsOf(secret).map((form) => ({ ...form, what })),
  );
  const window = Math.min(...needles.map(({ bytes }) => bytes.length));
  const longest = Math.max(...needles.map(({ bytes }) => bytes.length));
  // How far the window may move when it ends in these two bytes; none at all where a needle's beginning ends so.
  const shift = new Uint8Array(65_536).fill(window - 1);
  const endingIn = new Map<number, Needle[]>();
  for (const needle of needles) {
    for (let end = 1; end < window; end++) {
      const pair = (needle.bytes[end - 1]! << 8) | needle.bytes[end]!;
      shift[pair] = Math.min(shift[pair]!, window - 1 - end);
      if (end === window - 1) endingIn.set(pair, [...(endingIn.get(pair) ?? []), needle]);
    }
  }

  return {
    longest,
    search(bytes, where) {
      const hits: Hit[] = [];
      let end = window - 1;
      while (end < bytes.length) {
        const pair = (bytes[end - 1]! << 8) | bytes[end]!;
        const move = shift[pair]!;
        if (move > 0) {
          end += move;
          continue;
        }
        const at = end - window + 1;
        for (const needle of endingIn.get(pair) ?? []) {
          if (
            bytes.compare(
              needle.bytes,
              0,
              needle.bytes.length,
              at,
              Math.min(bytes.length, at + needle.bytes.length),
            ) !== 0
          )
            continue;
          hits.push({ where, form: needle.name, what: goesOn(bytes, at, needle), at });
        }
        end += 1;
      }
      return hits;
    },
  };
}

/** In a plain text the letters after the common beginning say which canary it is. */
function goesOn(bytes: Buffer, at: number, { name, bytes: { length }, what }: Needle): string {
  const after = bytes.subarray(at + length, at + length + 48);
  const text = name === 'UTF-8' ? after.toString('latin1') : name === 'UTF-16LE' ? after.toString('utf16le') : '';
  return `${what} ${/^[a-z]*/.exec(text)?.[0] ?? ''}`.trim();
}
