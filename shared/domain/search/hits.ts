/** Where the words of a search stand in a text, as the index compares them: without case and accents, whole words, phrases whole. */
import type { WordsTerm } from './query.ts';

const LETTER = '[\\p{L}\\p{N}\\p{Co}\\p{M}]';
const BETWEEN = '[^\\p{L}\\p{N}\\p{Co}]+';
const WORDS = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;

/** A letter as the index has it, without case and accent, when that is one character too. */
function plainLetter(letter: string): string {
  const plain = letter
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.length === letter.length ? plain : letter;
}

/** The text as the index compares it, every character at the place where it stood. */
const plain = (text: string): string => {
  // eslint-disable-next-line no-control-regex
  const ascii = text.replace(/[^\x00-\x7f]/gu, plainLetter);
  const lower = ascii.toLowerCase();
  return lower.length === text.length ? lower : ascii;
};

/** Finds a search's words in a plain text, one pattern a term. Composed once for a list: compiling takes a millisecond. */
export function hitPatterns(terms: readonly Pick<WordsTerm, 'text' | 'beginning'>[]): RegExp[] {
  return terms.flatMap(({ text, beginning }) => {
    const words = [...plain(text.normalize('NFC')).matchAll(WORDS)].map(([word]) => word.replace(/\p{M}+/gu, ''));
    if (words.length === 0) return [];
    const spelt = words.map((word) => [...word].join('\\p{M}*')).join(`\\p{M}*${BETWEEN}`);
    const end = beginning ? `${LETTER}*` : `\\p{M}*(?!${LETTER})`;
    return [new RegExp(`(?<!${LETTER})${spelt}${end}`, 'gu')];
  });
}

/** `[from, to)` in UTF-16 units of the text. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  /** Which of the patterns it is of. */
  readonly term: number;
}

/** The hits in one text, in their order, none within another. */
export function hitsIn(text: string, wanted: readonly RegExp[]): Hit[] {
  const comparable = plain(text);
  const hits = wanted.flatMap((pattern, term) =>
    Array.from(comparable.matchAll(pattern), ({ index, 0: words }) => ({
      from: index,
      to: index + words.length,
      term,
    })),
  );
  hits.sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return hits.filter((hit) => {
    if (hit.from < end) return false;
    end = hit.to;
    return true;
  });
}
