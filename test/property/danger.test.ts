/** What is quoted, and what may be said on the telephone: never a word that was marked as showing who reported. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentencesOf, trimmed } from '../../renderer/features/case/reading/sentences.ts';
import { beginning, longest, payloadOf, prefilled } from '../../renderer/features/danger/prefill.ts';
import { scriptOf } from '../../renderer/features/danger/script.ts';
import { locate, textTarget } from '../../shared/domain/annotation.ts';
import { LEFT_OUT, tellable, unsaid, without } from '../../shared/domain/danger-told.ts';
import { dangerRaised } from '../../shared/domain/events/safeguarding.ts';

const sha = '0'.repeat(64);
const word = fc.constantFrom('she', 'my', 'sister', 'tonight', 'He', 'ŵy', '🙂', 'waits', 'Sgt.', 'a+b', 'مساء', '…');
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom('.', '!', '?\n', '.  '))
  .map(([words, end]) => words.join(' ') + end);
const narrative = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((all) => all.join(' '));
/** A text and a few stretches of it, which need not be whole words. */
const marked = narrative.chain((text) =>
  fc.array(fc.tuple(fc.nat(text.length), fc.nat(text.length)), { maxLength: 4 }).map((ends) => ({
    text,
    clues: ends
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
      .filter(({ from, to }) => from < to && whole(text, from) && whole(text, to))
      .map(({ from, to }) => textTarget(text, from, to, sha)),
  })),
);
const whole = (text: string, at: number) => !/[\uDC00-\uDFFF]/.test(text.charAt(at));
const quotes = (text: string) =>
  sentencesOf(text).map((span) => {
    const { from, to } = trimmed(text, span);
    return textTarget(text, from, to, sha);
  });
const nobody = { reported: { who: '', where: '' }, safeContact: null };
const folded = (text: string) => text.toLowerCase().replace(/\s+/gu, ' ').trim();

describe('what the sheet is filled with', () => {
  test('is the sentence as it stands, and it is found in the report again', () => {
    fc.assert(
      fc.property(narrative, (text) => {
        for (const quote of quotes(text)) {
          const form = prefilled(nobody, quote);
          expect(form.whyNow).toBe(`“${quote.exact}”`);
          const at = locate(text, form.quote!)!;
          expect(text.slice(at.from, at.to)).toBe(quote.exact);
        }
      }),
    );
  });

  test('can always be signed as it is, however long the report', () => {
    const long = fc.string({ unit: 'grapheme', maxLength: 9000, size: 'max' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(long, long, long, (who, where, said) => {
        const quote = said.trim() === '' ? null : textTarget(said, 0, said.length, sha);
        const form = prefilled({ reported: { who, where }, safeContact: null }, quote);
        expect(dangerRaised.payload.safeParse(payloadOf(form)).error).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test('is nothing where no passage is at hand', () => {
    expect(prefilled(nobody, null)).toEqual({ who: '', where: '', whyNow: '', safeContact: '', quote: null });
  });

  test('never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, units) => {
        const cut = beginning(text, units);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(units);
        if (cut.length < text.length && !/[\uD800-\uDBFF]$/.test(text)) expect(cut).not.toMatch(/[\uD800-\uDBFF]$/);
      }),
    );
    expect(beginning('🙂🙂', 3)).toBe('🙂');
    expect(longest.whyNow).toBe(4000);
  });
});

describe('what is said on the telephone', () => {
  test('leaves out every stretch that was marked, wherever it stands, in any spacing and case', () => {
    fc.assert(
      fc.property(
        narrative,
        fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
        (text, all) => {
          const pieces = all.map((words) => words.join(' '));
          const told = without(text.replaceAll(' ', '\n '), pieces);
          for (const piece of pieces.filter((each) => /[\p{L}\p{N}]/u.test(each)))
            for (const part of told.split(LEFT_OUT)) expect(folded(part)).not.toContain(folded(piece));
        },
      ),
    );
  });

  test('takes nothing else away', () => {
    fc.assert(
      fc.property(narrative, (text) => {
        expect(without(text, [])).toBe(text);
        expect(without(text, ['no such words here at all', '', '   ', '🙂'])).toBe(text);
      }),
    );
  });

  test('holds no word of a clue that stands in the quoted sentence, also where the clue goes over its end', () => {
    let cut = 0;
    fc.assert(
      fc.property(marked, ({ text, clues }) => {
        for (const quote of quotes(text)) {
          const { whyNow } = prefilled(nobody, quote);
          const alert = { who: text, where: '', whyNow, safeContact: '' };
          const told = tellable(alert, unsaid(text, quote, clues));
          const sentence = locate(text, quote)!;
          for (const clue of clues) {
            const at = locate(text, clue)!;
            const shared = text.slice(Math.max(at.from, sentence.from), Math.min(at.to, sentence.to));
            for (const piece of [clue.exact, shared].filter((each) => /[\p{L}\p{N}]/u.test(each))) {
              cut += 1;
              for (const part of told.whyNow.split(LEFT_OUT)) expect(folded(part)).not.toContain(folded(piece));
            }
          }
        }
      }),
    );
    expect(cut).toBeGreaterThan(100);
  });

  test('says who rings, that the reporter stays out of it, and every part that is known', () => {
    const told = { who: 'A woman, 34', where: 'At home', whyNow: 'He has a key', safeContact: 'Her sister only' };
    const lines = scriptOf({ caller: 'A. Caller', unitName: 'Desk one', reference: 'MPS-3F2A1C', told });
    expect(lines[0]).toContain('A. Caller, Desk one');
    expect(lines.join('\n')).toContain('M P S - 3 F 2 A 1 C');
    for (const words of Object.values(told)) expect(lines.some((line) => line.includes(words))).toBe(true);
    expect(lines.some((line) => line.includes('cannot say how we know'))).toBe(true);
  });

  test('says what is not known, since silence is taken for an answer', () => {
    const told = { who: ' ', where: '', whyNow: '', safeContact: '' };
    const said = scriptOf({ caller: 'A', unitName: 'U', reference: 'R', told }).join('\n');
    expect(said).toContain('We do not know who it is.');
    expect(said).toContain('We do not know where.');
    expect(said).toContain('do not ring, write or call there');
  });
});
