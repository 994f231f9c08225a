import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { leaksIn } from '../../../../shared/domain/leaks.ts';
import type { Span } from './sentences.ts';

/** The words of the case that could lead to its reporter, and stand. */
export const cluesOf = (file: CaseFile): string[] =>
  file.annotations
    .filter(({ kind, withdrawn }) => kind === 'reporter_clue' && withdrawn === null)
    .map(({ target }) => target.exact);

/** Finds in what is typed the words of marked reporter clues, by the rule by which sending finds them; null without any. */
export function clueFinder(file: CaseFile): ((text: string) => Span[]) | null {
  const clues = cluesOf(file);
  if (clues.length === 0) return null;
  return (text) => {
    const spans: Span[] = [];
    // Two clues may share words: a stretch is underlined once.
    for (const { from, to } of leaksIn([{ part: '', text }], '', clues).sort(
      (a, b) => a.from - b.from || b.to - a.to,
    )) {
      const last = spans.at(-1);
      if (last !== undefined && from <= last.to)
        spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, to) };
      else spans.push({ from, to });
    }
    return spans;
  };
}
