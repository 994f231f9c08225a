import { titles } from './titles.ts';
import { wordsOf, type Word } from './words-of.ts';

/** A name to look for. Its last word is taken for the surname; a hyphenated one counts with each part, too. */
export interface Name {
  readonly given: readonly string[];
  readonly surnames: readonly string[];
}

const withoutTitles = (words: readonly Word[]) => words.map(({ text }) => text).filter((word) => !titles.has(word));

/** `Jane Doe`, `DOE, Jane`, `Sgt J. Smith-Doe`; null for a text that names nobody. */
export function nameOf(text: string): Name | null {
  const [before, after] = text.split(',', 2);
  const turned = after !== undefined && after.trim() !== '' ? `${after} ${before}` : text;
  const parts = turned
    .trim()
    .split(/\s+/u)
    .map((part) => withoutTitles(wordsOf(part)));
  const named = parts.filter((part) => part.length > 0);
  const last = named.at(-1);
  if (last === undefined) return null;
  const surnames = last.length > 1 ? [...last, last.join('')] : last;
  return { given: named.slice(0, -1).flat(), surnames };
}

/** Letters from which on one slip of the pen is forgiven: in shorter names it makes somebody else. */
export const FORGIVING = 5;

/** Whether the words are the same but for one letter left out, put in, changed or swapped with its neighbour. */
export function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < FORGIVING || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}

/** Whether one given name may stand for the other: alike, an initial, or the beginning of it (`Rob`, `Robert`). */
const givenFits = (a: string, b: string) => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return alike(a, b) || (short.length === 1 && long.startsWith(short)) || (short.length >= 3 && long.startsWith(short));
};

/**
 * Whether what stands in a field for a name may name this person: in any order, with initials, ranks, accents or a slip.
 * A surname alone is enough, and so is a given name alone: whoever is set apart from a case of somebody else loses
 * nothing, and whoever reads their own does.
 */
export const mayName = (written: string, name: Name): boolean => wordsMayName(wordsOfName(written), name);

/** The words of a field for a name, without ranks and titles. */
export const wordsOfName = (written: string): readonly string[] => withoutTitles(wordsOf(written));

/** As `mayName`, for words that were taken apart before. */
export function wordsMayName(words: readonly string[], { given, surnames }: Name): boolean {
  const surname = words.findIndex((word) => surnames.some((one) => alike(one, word)));
  const [only] = words;
  if (surname < 0)
    return (
      joinedFits(words, surnames) || (words.length === 1 && given.some((name) => name.length > 1 && alike(name, only!)))
    );
  const others = words.filter((word, index) => index !== surname && !surnames.includes(word));
  return (
    others.length === 0 || given.length === 0 || others.some((word) => given.some((name) => givenFits(name, word)))
  );
}

/** `Mac Gregor` for `MacGregor`, `Smith Doe` for `Smith-Doe`. */
const joinedFits = (words: readonly string[], surnames: readonly string[]) =>
  words.some((word, index) => index > 0 && surnames.includes(`${words[index - 1]}${word}`));

/** How many words around a surname may hold the given name: `Jane Mary Doe`, `Doe, Jane`. */
const NEAR = 2;

/**
 * Whether a text mentions this person: the surname with a capital, or after a rank or title, or beside the given name.
 * A name among other words is only believed when a given name beside it does not speak for somebody else.
 */
export function mentions(text: readonly Word[], { given, surnames }: Name): boolean {
  return text.some((word, at) => {
    const fits = surnames.some((one) => alike(one, word.text));
    const before = text[at - 1];
    const twoWords = before !== undefined && word.joined && surnames.includes(`${before.text}${word.text}`);
    if (!fits && !twoWords) return false;
    const titled = before !== undefined && word.joined && titles.has(before.text);
    if (word.capital || titled || twoWords) return !speaksForAnother(text, at, given);
    return near(text, at).some((other) => given.some((name) => name.length > 1 && alike(name, other.text)));
  });
}

const near = (text: readonly Word[], at: number) =>
  text.slice(Math.max(0, at - NEAR), at + NEAR + 1).filter((_, index) => index !== Math.min(at, NEAR));

/** `Paul Doe` is not Jane Doe: a capitalised word right before the surname that is no title and no name of hers. */
function speaksForAnother(text: readonly Word[], at: number, given: readonly string[]): boolean {
  const before = text[at - 1];
  const word = text[at]!;
  if (before === undefined || !word.joined || !before.capital || titles.has(before.text) || given.length === 0)
    return false;
  if (near(text, at).some((other) => given.some((name) => givenFits(name, other.text)))) return false;
  // Only a name that is known to be one may speak for somebody else; the first word of a sentence has a capital, too.
  return givenNames.has(before.text);
}

/** Given names that are common enough in this country to tell people of one surname apart. */
const givenNames: ReadonlySet<string> = new Set(
  (
    'james john robert michael david william richard thomas mark charles stephen steven paul andrew peter simon ian ' +
    'kevin brian alan gary martin daniel matthew christopher anthony jonathan edward george jack harry oliver adam ' +
    'mary patricia linda susan margaret karen sarah elizabeth helen emma laura claire rebecca louise nicola jane anne ' +
    'ann amanda julie jennifer alison katherine catherine victoria charlotte hannah jessica amy sophie lucy mohammed ' +
    'muhammad ahmed ali fatima aisha'
  ).split(' '),
);
