import { plainWords } from './plain-words.ts';

/** Words in a row that are compared as one. */
export const SHINGLE_WORDS = 3;
/** A report of fewer words says too little for its likeness to another to mean anything. */
export const COMPARABLE_WORDS = 12;

/** Every row of three words of a text; empty for a text that is too short to be compared. */
export function shingles(text: string): Set<string> {
  const words = plainWords(text);
  const found = new Set<string>();
  if (words.length < COMPARABLE_WORDS) return found;
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++)
    found.add(`${words[at]} ${words[at + 1]} ${words[at + 2]}`);
  return found;
}

/** How much of two sets is in both: 0 for nothing, 1 for the same (Jaccard). */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const each of a) if (b.has(each)) both++;
  return both / (a.size + b.size - both);
}
