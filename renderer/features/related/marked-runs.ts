import type { Passage } from '../../../shared/domain/overlap.ts';

/** A stretch of a text: plain, or the passage of that number, from 0. */
export interface MarkedRun {
  readonly text: string;
  readonly passage: number | null;
}

/**
 * A text cut into its passages and what lies between them; joined again it is the text. Passages do not overlap and may
 * come in any order; each keeps the number of its place in the list.
 */
export function markedRuns(text: string, passages: readonly Passage[]): MarkedRun[] {
  const runs: MarkedRun[] = [];
  let written = 0;
  const ordered = passages.map((passage, number) => ({ ...passage, number })).sort((a, b) => a.from - b.from);
  for (const { from, to, number } of ordered) {
    if (from > written) runs.push({ text: text.slice(written, from), passage: null });
    runs.push({ text: text.slice(from, to), passage: number });
    written = to;
  }
  if (written < text.length) runs.push({ text: text.slice(written), passage: null });
  return runs;
}
