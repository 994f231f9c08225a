import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, wordsOf } from '../../shared/domain/leaks.ts';
import { COVERED_WORDS, packWarnings } from '../../shared/domain/pack-check.ts';
import {
  cover,
  lift,
  mayUndo,
  redactionsOf,
  redo,
  undo,
  wordsChanged,
  type Redacting,
} from '../../shared/domain/redacting.ts';
import { covers, coveredWords, GAP, pieces, rebased, redacted, type Redaction } from '../../shared/domain/redaction.ts';

const id = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const redaction = (n: number, from: number, to: number, reason = 'REPORTER'): Redaction => ({
  id: id(n),
  from,
  to,
  reason,
  by: id(1),
  at: '2026-11-22T09:00:00.000Z',
});
const word = fc.stringMatching(/^[a-zŵé]{1,9}$/u);
const between = fc.constantFrom(' ', ', ', '. ', '\n', ' – ', '-');
const text = fc
  .array(fc.tuple(word, between), { minLength: 1, maxLength: 60 })
  .map((all) => all.map(([w, gap]) => w + gap).join(''));
const spans = fc.array(fc.tuple(fc.nat(600), fc.nat(60), fc.constantFrom('REPORTER', 'VICTIM', 'HEALTH')), {
  maxLength: 12,
});
const redactionsIn = (of: string, drawn: readonly (readonly [number, number, string])[]) =>
  drawn.map(([from, length, reason], n) => {
    const start = from % (of.length + 1);
    return redaction(n + 10, start, Math.min(of.length, start + length), reason);
  });
const runsOf = (of: string, count: number) => {
  const words = wordsOf(of);
  return Array.from({ length: Math.max(0, words.length - count + 1) }, (_, at) => joined(words, at, count));
};
const noSources = { narrative: '', clues: [], fileNames: [], reference: null };

describe('what leaves of redacted words', () => {
  it('holds no run of three covered words, or the second pass says that it must be mended', () => {
    fc.assert(
      fc.property(text, spans, (words, drawn) => {
        const redactions = redactionsIn(words, drawn);
        const made = redacted(words, redactions);
        const covered = coveredWords(words, redactions);
        const left = new Set(made.text.split(GAP).flatMap((piece) => runsOf(piece, COVERED_WORDS)));
        const remains = covered.flatMap((each) => runsOf(each, COVERED_WORDS)).some((run) => left.has(run));
        const warnings = packWarnings([{ part: 'statement', text: made.text }], { ...noSources, covered });
        if (remains) expect(warnings.some(({ kind, must }) => kind === 'covered' && must)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is the words outside of the covers and nothing else, where every word stands once', () => {
    const once = fc
      .uniqueArray(word, { minLength: 1, maxLength: 40, selector: (each) => wordsOf(each)[0]!.plain })
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(once, spans, (words, drawn) => {
        const redactions = redactionsIn(words, drawn);
        const left = wordsOf(redacted(words, redactions).text).map(({ plain }) => plain);
        const under = new Set(
          covers(words, redactions).flatMap(({ from, to }) => wordsOf(words.slice(from, to)).map(({ plain }) => plain)),
        );
        const all = wordsOf(words).map(({ plain }) => plain);
        expect(left).toEqual(all.filter((plain) => !under.has(plain)));
        // Never half a word: whatever a redaction touched is gone whole.
        for (const { from, to } of redactions.filter((each) => each.from < each.to))
          for (const touched of wordsOf(words))
            if (touched.from < to && touched.to > from) expect(left).not.toContain(touched.plain);
      }),
    );
  });

  it('is as long whatever was covered, and says of a place only why', () => {
    fc.assert(
      fc.property(word, word, fc.array(word, { minLength: 1, maxLength: 30 }), (before, after, hidden) => {
        const under = hidden.join(' ');
        const words = `${before} ${under} ${after}`;
        const made = redacted(words, [redaction(1, before.length + 1, before.length + 1 + under.length)]);
        expect(made).toEqual({
          text: `${before} ${GAP} ${after}`,
          gaps: [{ at: before.length + 1, reasons: ['REPORTER'] }],
        });
      }),
    );
  });

  it('is the same in whatever order redactions were made, overlapping ones once with every reason', () => {
    fc.assert(
      fc.property(text, spans, (words, drawn) => {
        const redactions = redactionsIn(words, drawn);
        expect(redacted(words, redactions.toReversed())).toEqual(redacted(words, redactions));
        const again = covers(words, redactions);
        for (const [n, each] of again.entries()) if (n > 0) expect(each.from).toBeGreaterThan(again[n - 1]!.to);
      }),
    );
    const made = redacted('one two three four', [redaction(1, 0, 9), redaction(2, 5, 14, 'HEALTH')]);
    expect(made).toEqual({ text: `${GAP} four`, gaps: [{ at: 0, reasons: ['HEALTH', 'REPORTER'] }] });
  });

  it('is told apart into words and gaps that make it up again', () => {
    fc.assert(
      fc.property(text, spans, (words, drawn) => {
        const made = redacted(words, redactionsIn(words, drawn));
        const parts = pieces(made.text, made.gaps);
        expect(parts.map((each) => ('words' in each ? each.words : GAP)).join('')).toBe(made.text);
        expect(parts.filter((each) => 'reasons' in each)).toHaveLength(made.gaps.length);
      }),
    );
  });
});

describe('redactions, while the words are still changed', () => {
  it('keep covering what they covered, wherever something is typed or taken out', () => {
    fc.assert(
      fc.property(
        text,
        spans,
        fc.nat(600),
        fc.nat(30),
        fc.string({ maxLength: 12 }),
        (words, drawn, place, cut, typed) => {
          const redactions = redactionsIn(words, drawn);
          const at = place % (words.length + 1);
          const end = Math.min(words.length, at + cut);
          const after = words.slice(0, at) + typed + words.slice(end);
          const moved = rebased(redactions, words, after);
          for (const [n, { from, to }] of moved.entries()) {
            const was = redactions[n]!;
            expect(to).toBeLessThanOrEqual(after.length);
            // Outside of what was replaced, every covered character still is.
            if (was.to <= at) expect(after.slice(from, to)).toContain(words.slice(was.from, was.to));
            if (was.from >= end) expect(after.slice(from, to)).toContain(words.slice(was.from, was.to));
            if (was.from < at && was.to > end) expect(after.slice(from, to)).toContain(typed);
          }
        },
      ),
    );
  });

  it('go back and forth step by step, until a new step is taken', () => {
    fc.assert(
      fc.property(text, spans, fc.nat(20), (words, drawn, back) => {
        const all = redactionsIn(words, drawn).filter(({ from, to }) => from < to);
        let redacting: Redacting = { steps: [], undone: 0 };
        const seen = [redactionsOf(redacting, id(2))];
        for (const each of all) {
          redacting = cover(redacting, id(2), each);
          seen.push(redactionsOf(redacting, id(2)));
        }
        const steps = Math.min(back, all.length);
        let undone = redacting;
        for (let n = 0; n < steps; n++) undone = undo(undone);
        expect(redactionsOf(undone, id(2))).toEqual(seen[all.length - steps]);
        let redone = undone;
        for (let n = 0; n < steps; n++) redone = redo(redone);
        expect(redone).toEqual(redacting);
        if (all.length > 0) {
          const lifted = lift(redacting, all[0]!.id);
          expect(redactionsOf(lifted, id(2))).toEqual(all.slice(1));
          expect(redactionsOf(undo(lifted), id(2))).toEqual(all);
          // A new cover takes the place of what was undone, which does not come back.
          const other = cover(undo(redacting), id(2), all[0]!);
          expect(redo(other)).toEqual(other);
          expect(redactionsOf(other, id(2))).toHaveLength(Math.max(1, all.length - 1));
        }
        expect(mayUndo(undone)).toBe(all.length - steps > 0);
      }),
    );
  });

  it('come back to the same words when an undone one is done again after typing', () => {
    const words = 'one two three';
    const redacting = undo(cover({ steps: [], undone: 0 }, id(2), redaction(5, 4, 7)));
    const typed = wordsChanged(redacting, id(2), words, `zero ${words}`);
    const [found] = redactionsOf(redo(typed), id(2));
    expect(`zero ${words}`.slice(found!.from, found!.to)).toBe('two');
  });
});
