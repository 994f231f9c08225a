import { FORGIVING, type Name } from './names.ts';
import type { Word } from './words-of.ts';

/** A word and, where a slip is forgiven, the word without each of its letters: words that are alike share one of these. */
function spellings(word: string): string[] {
  if (word.length < FORGIVING) return [word];
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

/** The spellings of every word of these texts, and of two that stand together. */
export function spellingsIn(texts: readonly (readonly Word[])[]): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const text of texts)
    for (const [at, { text: word, joined }] of text.entries()) {
      if (at > 0 && joined) found.add(text[at - 1]!.text + word);
      if (seen.has(word)) continue;
      seen.add(word);
      for (const spelling of spellings(word)) found.add(spelling);
    }
  return found;
}

/** The spellings by which a name may be found; made once for each name. */
export const spellingsOf = ({ surnames }: Name): readonly string[] => [...new Set(surnames.flatMap(spellings))];

/** False only when the texts cannot mention the name: spares looking closer, which costs a hundred times as much. */
export const mayHold = (found: ReadonlySet<string>, name: readonly string[]) => name.some((one) => found.has(one));
