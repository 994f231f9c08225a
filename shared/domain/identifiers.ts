import { codeList } from './codes.ts';
import { plainWord, plainWords } from './plain-words.ts';

const written =
  'Mr Mrs Ms Miss Mx Dr Prof Sir Dame Lord Lady Rev PC WPC DC PS DS DI DCI DSU PCSO Sgt Insp Supt Ch Cst Const Det ' +
  'Detective Officer Police Acting Temporary Temp Special';

/** Words that stand before a name and name nobody. */
const titles: ReadonlySet<string> = new Set(
  [...codeList('rank').entries.flatMap(({ label }) => label.split(/[^\p{L}]+/u)), ...written.split(' ')].map(plainWord),
);

/** A collar number as it is compared, letters and digits alone: `MP 1234` and `mp-1234` are one. `''` for none. */
export const numberKey = (collarNumber: string | undefined): string => plainWords(collarNumber ?? '').join('');

/** A station or place as it is compared. */
export const placeKey = (place: string | undefined): string => plainWords(place ?? '').join(' ');

/** A name as it is compared. The last word is taken for the surname; both are `''` or empty where nobody is named. */
export interface NameKey {
  readonly surname: string;
  readonly given: readonly string[];
}

/** `Jane Doe`, `DOE, Jane`, `Sgt J. Doe`. */
export function nameKey(name: string | undefined): NameKey {
  const [before = '', after] = (name ?? '').split(',', 2);
  const turned = after !== undefined && after.trim() !== '' ? `${after} ${before}` : before;
  const words = plainWords(turned).filter((word) => !titles.has(word));
  return { surname: words.at(-1) ?? '', given: words.slice(0, -1) };
}

/** Whether one given name may stand for the other: the same, an initial, or the beginning of it (`Rob`, `Robert`). */
function givenFits(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short === long || ((short.length === 1 || short.length >= 3) && long.startsWith(short));
}

/** How two names stand to each other. `open`: one of them gives too little to say. */
export function compareNames(a: NameKey, b: NameKey): 'same' | 'open' | 'different' {
  if (a.surname === '' || b.surname === '') return 'open';
  if (a.surname !== b.surname) return 'different';
  if (a.given.length === 0 || b.given.length === 0) return 'open';
  return givenFits(a.given[0]!, b.given[0]!) ? 'same' : 'different';
}
