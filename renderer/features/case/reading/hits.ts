import { readSearch, soughtWords } from '../../../../shared/domain/search/query.ts';
import type { Span } from './sentences.ts';

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Where the words of a search stand in a text: whole words, without regard to case and accents. */
export function hitsIn(text: string, search: string): Span[] {
  const read = readSearch(search, false);
  const terms = read.ok ? soughtWords(read.terms) : [];
  const wanted = new Set<string>();
  const beginnings: string[] = [];
  for (const term of terms) {
    const words = [...term.text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => plain(match[0]));
    const last = term.beginning ? words.pop() : undefined;
    if (last !== undefined) beginnings.push(last);
    for (const word of words) wanted.add(word);
  }
  const isHit = (word: string) => wanted.has(word) || beginnings.some((beginning) => word.startsWith(beginning));
  if (terms.length === 0) return [];
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .filter((match) => isHit(plain(match[0])))
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}
