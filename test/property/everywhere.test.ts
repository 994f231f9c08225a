/** A phrase that is redacted everywhere stands nowhere in the recipient's copy, and one undo brings everything back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coversEverywhere, occurrences } from '../../shared/domain/everywhere.ts';
import { coverAll, Redacting, redactionsOf, undo, wordsChanged } from '../../shared/domain/redacting.ts';
import { redacted } from '../../shared/domain/redaction.ts';
import { id } from './domain-moves.ts';

const made = { reason: 'REPORTER', by: id('a', 1), at: '2026-03-01T08:00:00.000Z' };
const word = fc.constantFrom('Ann', 'ann', 'Annika', 'the', 'blue van', 'Vane', 'ŵyl', '(Ann)', 'a.b', '$1', 'C++');
const text = fc
  .array(fc.tuple(word, fc.constantFrom(' ', '  ', '\n', ', ', '. ')), { maxLength: 20 })
  .map((parts) => parts.flat().join(''));
const texts = fc.array(text, { minLength: 1, maxLength: 5 });
const phrase = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a} ${b}`),
);

let n = 0;
const all = (words: readonly string[]) => words.map((each, place) => ({ statement: id('e', place), text: each }));

test('no whole words of the phrase are left in any copy, and no other word is covered', () => {
  let covered = 0;
  fc.assert(
    fc.property(texts, phrase, (words, asked) => {
      const statements = all(words);
      const before = Redacting.parse({});
      const redacting = coverAll(
        before,
        coversEverywhere(statements, asked, made, () => id('f', n++)),
      );
      for (const { statement, text: own } of statements) {
        const redactions = redactionsOf(redacting, statement);
        const copy = redacted(own, redactions).text;
        expect(occurrences(copy, asked)).toEqual([]);
        for (const { from, to } of redactions)
          expect(own.slice(from, to).toLowerCase().split(/\s+/)).toEqual(asked.toLowerCase().split(/\s+/));
        // "Ann" is not covered within "Annika": that would tell half of a word.
        for (const { from, to } of redactions)
          expect([own.charAt(from - 1), own.charAt(to)].filter((beside) => /[\p{L}\p{N}\p{M}]/u.test(beside))).toEqual(
            [],
          );
        covered += redactions.length;
      }
      expect(Redacting.parse(redacting)).toEqual(redacting);
      const back = undo(redacting);
      for (const { statement } of statements) expect(redactionsOf(back, statement)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  expect(covered).toBeGreaterThan(1000);
});

test('keeps to its words when they are typed in before it', () => {
  const statements = all(['Ann came. ann left.']);
  const [{ statement, text: before }] = statements as [(typeof statements)[number]];
  const redacting = coverAll(
    Redacting.parse({}),
    coversEverywhere(statements, 'Ann', made, () => id('f', n++)),
  );
  const after = `Then ${before}`;
  expect(redacted(after, redactionsOf(wordsChanged(redacting, statement, before, after), statement)).text).toBe(
    'Then ███ came. ███ left.',
  );
});
