import { placedWords, type PlacedWord } from './plain-words.ts';

/** A passage, in UTF-16 units of its text: `[from, to)`. */
export interface Passage {
  readonly from: number;
  readonly to: number;
}

/** The same words in two texts. */
export interface Overlap {
  readonly a: Passage;
  readonly b: Passage;
  /** How many words. */
  readonly words: number;
}

/** Words in a row from which on it counts: fewer are ordinary turns of phrase. */
export const OVERLAP_WORDS = 4;
/** Places of one row of words that are looked at: a text of nothing but repetitions must not take minutes. */
const PLACES = 32;

const rowAt = (words: readonly PlacedWord[], at: number) =>
  words
    .slice(at, at + OVERLAP_WORDS)
    .map(({ word }) => word)
    .join(' ');

const passage = (words: readonly PlacedWord[], at: number, length: number): Passage => ({
  from: words[at]!.from,
  to: words[at + length - 1]!.to,
});

/**
 * The passages that two texts have in common, in the order of the first: from left to right the longest row of words
 * that the second has too. Case, accents and punctuation do not count. No two of them share a word in either text.
 */
export function overlaps(a: string, b: string): Overlap[] {
  const [here, there] = [placedWords(a), placedWords(b)];
  const places = new Map<string, number[]>();
  for (let at = 0; at + OVERLAP_WORDS <= there.length; at++) {
    const row = rowAt(there, at);
    const known = places.get(row);
    if (known === undefined) places.set(row, [at]);
    else if (known.length < PLACES) known.push(at);
  }
  const taken = new Uint8Array(there.length);
  const found: Overlap[] = [];
  for (let at = 0; at + OVERLAP_WORDS <= here.length;) {
    let best = 0;
    let bestAt = -1;
    for (const place of places.get(rowAt(here, at)) ?? []) {
      let length = 0;
      while (
        at + length < here.length &&
        place + length < there.length &&
        taken[place + length] === 0 &&
        here[at + length]!.word === there[place + length]!.word
      )
        length++;
      if (length > best) [best, bestAt] = [length, place];
    }
    if (best < OVERLAP_WORDS) {
      at++;
      continue;
    }
    found.push({ a: passage(here, at, best), b: passage(there, bestAt, best), words: best });
    taken.fill(1, bestAt, bestAt + best);
    at += best;
  }
  return found;
}
