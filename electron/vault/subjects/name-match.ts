import { placedWords, plainWords, type PlacedWord } from '../../../shared/domain/plain-words.ts';
import { numberKey } from '../../../shared/domain/identifiers.ts';

/** How a passage names the person: just so, in another spelling, by surname and initial, by surname alone, by number. */
export const waysNamed = ['exact', 'variant', 'initial', 'surname', 'number'] as const;
export type WayNamed = (typeof waysNamed)[number];

export interface WantedPerson {
  readonly given: readonly string[];
  readonly surname: string;
  /** The key of a collar number, or null. */
  readonly number: string | null;
}

/** Letters from which on one slip is forgiven, and two: in shorter names it makes somebody else. */
const ONE_SLIP = 4;
const TWO_SLIPS = 8;
/** How many words beside the surname may hold the given name: `Jane Mary Doe`, `Doe, Jane`. */
const NEAR = 3;

/** The person as typed: the last word is the surname, or the first before a comma. Null for nothing to look for. */
export function wantedPerson(name: string, collarNumber: string): WantedPerson | null {
  const [before = '', after] = name.split(',', 2);
  const turned = after !== undefined && after.trim() !== '' ? `${after} ${before}` : name;
  const words = plainWords(turned);
  const number = collarNumber.trim() === '' ? null : numberKey(collarNumber);
  const surname = words.at(-1) ?? '';
  return surname === '' && number === null ? null : { given: words.slice(0, -1), surname, number };
}

/** Letters put in, left out, changed or swapped with their neighbour, up to `most`; `most + 1` for more. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length]!;
}

const forgiven = (word: string) => (word.length >= TWO_SLIPS ? 2 : word.length >= ONE_SLIP ? 1 : 0);

/** `exact`, `variant`, or null: whether a word may be the name, or its beginning of three letters or more (`Rob`, `Robert`). */
function sameName(word: string, name: string): 'exact' | 'variant' | null {
  if (word === name) return 'exact';
  return slips(word, name, forgiven(name)) <= forgiven(name) ? 'variant' : null;
}
const shortForm = (word: string, name: string) =>
  Math.min(word.length, name.length) >= 3 && (word.startsWith(name) || name.startsWith(word));

/** Where a text names the person. */
export interface Named {
  readonly from: number;
  readonly to: number;
  readonly way: WayNamed;
}

/** Every place of a text that may name the person, surest reading of each. Pure. */
export function namedIn(text: string, wanted: WantedPerson): Named[] {
  const words = placedWords(text);
  const found: Named[] = [];
  for (const at of words.keys()) {
    const named = byName(words, at, wanted) ?? byNumber(words, at, wanted);
    if (named !== null) found.push({ from: words[named.first]!.from, to: words[named.last]!.to, way: named.way });
  }
  return found;
}

function byName(
  words: readonly PlacedWord[],
  at: number,
  { given, surname }: WantedPerson,
): { way: WayNamed; first: number; last: number } | null {
  if (surname === '') return null;
  const joined = at > 0 && `${words[at - 1]!.word}${words[at]!.word}` === surname;
  const same = joined ? 'exact' : sameName(words[at]!.word, surname);
  if (same === null) return null;
  if (given.length === 0) return { way: same, first: at, last: at };
  const from = Math.max(0, at - NEAR);
  let best: WayNamed = 'surname';
  let first = at;
  let last = at;
  for (const [index, { word }] of words.slice(from, at + NEAR + 1).entries())
    for (const name of from + index === at ? [] : given) {
      const like = sameName(word, name) ?? (shortForm(word, name) ? 'variant' : null);
      const isInitial = word.length === 1 && name.startsWith(word);
      if (like === null && !isInitial) continue;
      first = Math.min(first, from + index);
      last = Math.max(last, from + index);
      if (like !== null) best = like === 'exact' && same === 'exact' ? 'exact' : best === 'exact' ? best : 'variant';
      else if (best === 'surname') best = 'initial';
    }
  // A surname that is only nearly theirs, with nobody's given name beside it, is another person's.
  return best === 'surname' && same === 'variant' ? null : { way: best, first, last };
}

function byNumber(
  words: readonly PlacedWord[],
  at: number,
  { number }: WantedPerson,
): { way: WayNamed; first: number; last: number } | null {
  if (number === null) return null;
  if (words[at]!.word === number) return { way: 'number', first: at, last: at };
  return at > 0 && `${words[at - 1]!.word}${words[at]!.word}` === number
    ? { way: 'number', first: at - 1, last: at }
    : null;
}
