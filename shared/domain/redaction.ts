import { z } from 'zod';
import { Code, Id, Instant } from './primitives.ts';

/** A stretch of a statement's words that is not to leave, and why: UTF-16 offsets in the words as the assessor wrote them. */
export const Redaction = z
  .strictObject({
    id: Id,
    from: z.int().min(0).max(20_000),
    to: z.int().min(0).max(20_000),
    /** Out of the list `redaction_reason`. */
    reason: Code,
    by: Id,
    at: Instant,
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins');
export type Redaction = z.infer<typeof Redaction>;

/** What stands where words were covered. Always as long, so that it tells nothing of how many there were. */
export const GAP = '███';

/** A place in a recipient's copy where words were covered: where its mark begins, and every reason that covered there. */
export const Gap = z.strictObject({ at: z.int().min(0).max(20_000), reasons: z.array(Code).min(1).max(20) });
export type Gap = z.infer<typeof Gap>;

/** One covered stretch: overlapping and touching redactions are one. */
export interface Cover {
  readonly from: number;
  readonly to: number;
  readonly reasons: readonly string[];
}

const inWord = /[\p{L}\p{N}\p{M}\p{Surrogate}'’_]/u;

/**
 * A stretch, made larger to whole words and whole characters (half a word is a hint at the other half), and without the
 * space at its ends.
 */
export function wholeWords(text: string, from: number, to: number): { from: number; to: number } {
  let first = Math.max(0, Math.min(from, text.length));
  let end = Math.max(first, Math.min(to, text.length));
  if (first === end) return { from: first, to: end };
  while (first > 0 && inWord.test(text[first]!) && inWord.test(text[first - 1]!)) first--;
  while (end < text.length && inWord.test(text[end - 1]!) && inWord.test(text[end]!)) end++;
  while (end > first && text[end - 1]!.trim() === '') end--;
  while (first < end && text[first]!.trim() === '') first++;
  return { from: first, to: end };
}

/** What is covered, in the order of the text, nothing twice. */
export function covers(text: string, redactions: readonly Redaction[]): Cover[] {
  const found: { from: number; to: number; reasons: string[] }[] = [];
  const spans = redactions
    .map((each) => ({ ...wholeWords(text, each.from, each.to), reason: each.reason }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { from, to, reason } of spans) {
    const last = found.at(-1);
    // Only spaces between two covered stretches would tell that there are two.
    if (last !== undefined && text.slice(last.to, from).trim() === '') {
      last.to = Math.max(last.to, to);
      if (!last.reasons.includes(reason)) last.reasons.push(reason);
    } else found.push({ from, to, reasons: [reason] });
  }
  return found.map(({ reasons, ...span }) => ({ ...span, reasons: reasons.sort() }));
}

export interface Redacted {
  readonly text: string;
  readonly gaps: Gap[];
}

/** The words as they leave, without the space around them: nothing of what is covered, and no hint at its length. */
export function redacted(text: string, redactions: readonly Redaction[]): Redacted {
  let made = '';
  let at = 0;
  const gaps: Gap[] = [];
  for (const { from, to, reasons } of covers(text, redactions)) {
    made += text.slice(at, from);
    gaps.push({ at: made.length, reasons: [...reasons] });
    made += GAP;
    at = to;
  }
  made += text.slice(at);
  const lead = made.length - made.trimStart().length;
  return { text: made.trim(), gaps: gaps.map((gap) => ({ ...gap, at: gap.at - lead })) };
}

/** The words beneath each cover. They stay here: they only serve to look for them in what leaves. */
export const coveredWords = (text: string, redactions: readonly Redaction[]): string[] =>
  covers(text, redactions).map(({ from, to }) => text.slice(from, to));

/** The pieces of a recipient's copy: words, or a place where words were covered. */
export function pieces(text: string, gaps: readonly Gap[]): ({ words: string } | { reasons: readonly string[] })[] {
  const made: ({ words: string } | { reasons: readonly string[] })[] = [];
  let at = 0;
  for (const gap of gaps) {
    if (gap.at > at) made.push({ words: text.slice(at, gap.at) });
    made.push({ reasons: gap.reasons });
    at = gap.at + GAP.length;
  }
  if (at < text.length) made.push({ words: text.slice(at) });
  return made;
}

/**
 * The redactions after the words were changed from `before` to `after`: they keep to the words that they covered. What is
 * typed within a covered stretch is covered too.
 */
export function rebased(redactions: readonly Redaction[], before: string, after: string): Redaction[] {
  if (before === after) return [...redactions];
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const end = before.length - tail;
  const grown = after.length - before.length;
  // "a" typed behind or before an "a" gives the same words. What was replaced is somewhere in `[first, end)`, and a cover
  // that reaches into it covers all of it.
  let like = 0;
  while (like < most && before[before.length - 1 - like] === after[after.length - 1 - like]) like++;
  const first = Math.min(head, most - like);
  const from = (at: number) => (at >= end ? at + grown : Math.min(at, first));
  const to = (at: number) => (at <= first ? at : at >= end ? at + grown : end + grown);
  return redactions.map((each) => ({ ...each, from: from(each.from), to: Math.max(from(each.from), to(each.to)) }));
}
