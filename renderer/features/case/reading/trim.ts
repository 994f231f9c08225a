import type { Span } from './sentences.ts';

const words = new Intl.Segmenter('en-GB', { granularity: 'word' });

/** Where the words of a text end, in UTF-16 offsets, rising. */
function wordEnds(text: string): number[] {
  return [...words.segment(text)].filter((w) => w.isWordLike).map((w) => w.index + w.segment.length);
}

/** The span with its end moved by one word, back or forth; it never grows past the text nor shrinks to nothing. */
export function endMovedByWord(text: string, span: Span, direction: -1 | 1): Span {
  const ends = wordEnds(text);
  const to =
    direction === 1 ? ends.find((end) => end > span.to) : ends.findLast((end) => end < span.to && end > span.from);
  return to === undefined ? span : { from: span.from, to };
}

/** How many words a text has. */
export const wordsIn = (text: string): number => wordEnds(text).length;
