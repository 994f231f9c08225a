import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordDiff } from '../../renderer/features/case/assess/versions/word-diff.ts';

/** Texts that share words, as two versions of one rationale do; and any other text. */
const sentence = fc
  .array(fc.constantFrom('the', 'officer', 'was', 'seen', 'not', 'seen,', 'é', 'e\u0301', 'Llŷr', '۳', '\n'), {
    maxLength: 24,
  })
  .map((words) => words.join(' '));
const text = fc.oneof({ weight: 4, arbitrary: sentence }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) });
const spell = (runs: ReturnType<typeof wordDiff>, without: 'gone' | 'new') =>
  runs
    .filter(({ kind }) => kind !== without)
    .map((run) => run.text)
    .join('');

describe('two versions side by side', () => {
  test('spell the older and the newer text without a character lost', () => {
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const runs = wordDiff(older, newer);
        expect(spell(runs, 'new')).toBe(older);
        expect(spell(runs, 'gone')).toBe(newer);
      }),
    );
  });

  test('mark nothing where nothing has changed, and something where it has', () => {
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const marked = wordDiff(older, newer).some(({ kind }) => kind !== 'same');
        expect(marked).toBe(older !== newer);
      }),
    );
  });

  test('never show an empty run, nor two of a kind beside each other', () => {
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const runs = wordDiff(older, newer);
        for (const [index, run] of runs.entries()) {
          expect(run.text).not.toBe('');
          expect(run.kind).not.toBe(runs[index + 1]?.kind);
        }
      }),
    );
  });

  test('keep what stays: words put in between are the only ones that are marked', () => {
    fc.assert(
      fc.property(sentence, sentence, fc.stringMatching(/^[a-z]{3,8}$/), (before, after, put) => {
        const runs = wordDiff(`${before} ${after}`, `${before} zz${put} ${after}`);
        expect(runs.filter(({ kind }) => kind === 'gone')).toEqual([]);
        expect(runs.filter(({ kind }) => kind === 'new').map((run) => run.text.trim())).toEqual([`zz${put}`]);
      }),
    );
  });

  test('a phrase is marked as one, not word by word', () => {
    expect(wordDiff('Look without asking anyone now.', 'Look by asking two people now.')).toEqual([
      { kind: 'same', text: 'Look ' },
      { kind: 'gone', text: 'without' },
      { kind: 'new', text: 'by' },
      { kind: 'same', text: ' asking ' },
      { kind: 'gone', text: 'anyone' },
      { kind: 'new', text: 'two people' },
      { kind: 'same', text: ' now.' },
    ]);
    expect(wordDiff('a b', 'c d').map(({ text }) => text)).toEqual(['a b', 'c d']);
  });

  test('a letter keeps its marks: no accent is cut from what it stands on', () => {
    expect(wordDiff('cafe\u0301 closed', 'cafe closed')[0]).toEqual({ kind: 'gone', text: 'cafe\u0301' });
  });

  test('two long texts that share nothing are shown whole, old and new', () => {
    const [older, newer] = ['a ', 'b '].map((word) => word.repeat(4000));
    expect(wordDiff(older!, newer!).map(({ kind }) => kind)).toEqual(['gone', 'new', 'same']);
  });
});
