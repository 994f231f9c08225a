import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clueFinder } from '../../renderer/features/case/reading/clues.ts';
import { type Annotation, type CaseFile, emptyCase } from '../../shared/domain/case-file.ts';

const signed = { event: 'e', by: 'a', at: '2026-03-02T09:00:00.000Z', accepted: true };
const marked = (kind: Annotation['kind'], exact: string, withdrawn = false): Annotation => {
  const target = { start: 0, end: exact.length, exact, prefix: '', suffix: '', textSha256: '0'.repeat(64) };
  return { ...signed, kind, target, text: '', withdrawn: withdrawn ? signed : null, versions: [] };
};
const withMarks = (...annotations: Annotation[]): CaseFile => ({ ...emptyCase('c'), annotations });

describe('the clues in what is typed', () => {
  const find = clueFinder(withMarks(marked('reporter_clue', 'I was folding uniforms behind the green partition')))!;

  test('are found by four of their words in a row, without regard to case and signs', () => {
    const typed = 'Somebody was FOLDING uniforms, behind the door.';
    expect(find(typed).map(({ from, to }) => typed.slice(from, to))).toEqual(['was FOLDING uniforms, behind the']);
    expect(find('Somebody was folding uniforms.')).toEqual([]);
  });

  test('are those of reporter clues that stand, and of nothing else', () => {
    expect(clueFinder(withMarks(marked('note', 'folding uniforms behind the partition')))).toBeNull();
    expect(clueFinder(withMarks(marked('reporter_clue', 'folding uniforms', true)))).toBeNull();
  });

  test('are stretches in order that never touch each other and lie within the text', () => {
    const word = fc.constantFrom('folding', 'uniforms', 'behind', 'the', 'green', 'door', 'ŵy');
    const words = fc.array(word, { maxLength: 20 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(words, fc.array(words, { minLength: 1, maxLength: 4 }), (typed, clues) => {
        const spans = clueFinder(withMarks(...clues.map((clue) => marked('reporter_clue', clue))))!(typed);
        let last = -1;
        for (const { from, to } of spans) {
          expect(from).toBeGreaterThan(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(typed.length);
          last = to;
        }
      }),
    );
  });
});
