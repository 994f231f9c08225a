import { hitPatterns, hitsIn as hitsBy } from '../../../../shared/domain/search/hits.ts';
import { readSearch, soughtWords } from '../../../../shared/domain/search/query.ts';
import type { Span } from './sentences.ts';

/** What a search marks: one pattern a word or phrase. `typing`: its last word is the beginning of one. */
export function wantedBy(search: string, typing = false): RegExp[] {
  const read = readSearch(search, typing);
  return read.ok ? hitPatterns(soughtWords(read.terms)) : [];
}

/** Where the words of a search stand in a text: whole words and phrases, without regard to case and accents. */
export const hitsIn = (text: string, search: string, typing = false): Span[] =>
  hitsBy(text, wantedBy(search, typing)).map(({ from, to }) => ({ from, to }));
