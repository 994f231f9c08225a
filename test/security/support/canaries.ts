/** Rare words to be planted wherever a person or a report can put words. All begin alike, so that one search finds all. */
import { randomBytes } from 'node:crypto';

/** Sixteen small letters, none of them a hexadecimal digit: a byte becomes two. */
const letters = 'ghjklmnpqrstvwxz';

/** Twelve letters of this run alone, so that nothing that another run left behind is taken for a leak. */
export const newMark = (): string =>
  [...randomBytes(6)].map((byte) => letters[byte >> 4]! + letters[byte & 15]!).join('');

/** Makes words of one mark, and knows which were made: `canary('note')` is the mark and `note`. */
export function canaries(mark: string) {
  const made = new Set<string>();
  return {
    mark,
    made,
    canary(name: string): string {
      if (!/^[a-z]{2,20}$/.test(name)) throw new Error(`${name} is no name for a canary`);
      made.add(name);
      return mark + name;
    },
  };
}
export type Canaries = ReturnType<typeof canaries>;
