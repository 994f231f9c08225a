import type { Span } from './sentences.ts';

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Where the words of a search stand in a text: whole words, without regard to case and accents. */
export function hitsIn(text: string, search: string): Span[] {
  const wanted = new Set([...search.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => plain(match[0])));
  if (wanted.size === 0) return [];
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .filter((match) => wanted.has(plain(match[0])))
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}
