import type { ReportedSubject } from '../../../shared/domain/events/report.ts';
import { codeList } from '../../../shared/domain/codes.ts';

/**
 * Stands for a name until the conflict screen of the case is passed. A private-use character: FTS5's unicode61 counts
 * it as a word, so that the words around a masked name keep their distance, and nobody can type it.
 */
export const MASK = '\uE002';

/** Words before or in a name that name nobody: `Sergeant Smith` masks `Smith`. */
const titles = new Set(
  [
    ...codeList('rank').entries.flatMap((entry) => entry.label.split(/[^\p{L}]+/u)),
    ...'Mr Mrs Ms Miss Mx Dr Prof Sir Dame Lord Lady Rev PC DC PS DS DI DCI DSU Sgt Insp Supt Det Detective Officer Police Acting Temporary The And'.split(
      ' ',
    ),
  ].map((word) => word.toLowerCase()),
);

// Compiled once: a class of Unicode properties takes V8 a millisecond to compile, which is more than a report may cost.
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const CAPITAL = /^[\p{Lu}\p{Lt}\p{Lo}]/u;
/** Between two words of one name stand at most so many characters: a space, an apostrophe, `. `. */
const GAP = 3;

interface Word {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const wordsIn = (text: string): Word[] =>
  Array.from(text.matchAll(WORDS), ({ index, 0: word }) => ({ from: index, to: index + word.length, text: word }));

/** A word that may name somebody: at least three letters, capitalised where the script has capitals, and no title. */
const isNameWord = (word: string) => [...word].length >= 3 && CAPITAL.test(word) && !titles.has(word.toLowerCase());

interface Names {
  /** Matched as they are written, or in capitals throughout. */
  readonly words: ReadonlySet<string>;
  /** Several words in a row, matched in any case of letters; by their first word. */
  readonly rows: ReadonlyMap<string, readonly (readonly string[])[]>;
}

function namesOf(subjects: readonly Pick<ReportedSubject, 'name'>[]): Names {
  const words = new Set<string>();
  const rows = new Map<string, string[][]>();
  for (const { name } of subjects) {
    const whole = (name ?? '').normalize('NFC');
    // The whole name, and each of its parts that an apostrophe or a hyphen cuts in two: `O’Brien`.
    for (const part of [whole, ...whole.split(/\s+/)]) {
      const row = wordsIn(part).map((word) => word.text.toLowerCase());
      if (row.length < 2 || row.every((word) => titles.has(word))) continue;
      rows.set(
        row[0]!,
        [...(rows.get(row[0]!) ?? []), row].sort((a, b) => b.length - a.length),
      );
    }
    for (const { text } of wordsIn(whole).filter((word) => isNameWord(word.text)))
      words.add(text).add(text.toUpperCase());
  }
  return { words, rows };
}

/** How many words from `at` on are one name; 0 for none. */
function nameAt(found: readonly Word[], at: number, { words, rows }: Names): number {
  const { text } = found[at]!;
  for (const row of rows.get(text.toLowerCase()) ?? []) {
    const fits = row.every((word, offset) => {
      const here = found[at + offset];
      if (here === undefined || here.text.toLowerCase() !== word) return false;
      return offset === 0 || here.from - found[at + offset - 1]!.to <= GAP;
    });
    if (fits) return row.length;
  }
  return words.has(text) ? 1 : 0;
}

/**
 * The text with every name of those reported replaced by `MASK`: the whole name in any case of letters, its
 * capitalised words as they are written or in capitals throughout. Composed letters are one character afterwards.
 */
export function maskNames(text: string, subjects: readonly Pick<ReportedSubject, 'name'>[]): string {
  const names = namesOf(subjects);
  const composed = text.normalize('NFC');
  // Most reports do not repeat the names in their text: looking for the letters costs a hundredth of cutting it in words.
  const lower = composed.toLowerCase();
  const mayStand = [...names.rows.keys(), ...[...names.words].map((word) => word.toLowerCase())];
  if (!mayStand.some((word) => lower.includes(word))) return composed;
  const found = wordsIn(composed);
  let masked = '';
  let written = 0;
  for (let at = 0; at < found.length;) {
    const length = nameAt(found, at, names);
    if (length > 0) {
      masked += composed.slice(written, found[at]!.from) + MASK;
      written = found[at + length - 1]!.to;
    }
    at += Math.max(1, length);
  }
  return masked + composed.slice(written);
}
