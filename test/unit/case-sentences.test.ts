import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textTarget, locate } from '../../shared/domain/annotation.ts';
import { hitsIn } from '../../renderer/features/case/reading/hits.ts';
import { runsOf } from '../../renderer/features/case/reading/runs.ts';
import { paragraphsOf, sentenceAt, sentencesOf, trimmed } from '../../renderer/features/case/reading/sentences.ts';
import { endMovedByWord, wordsIn } from '../../renderer/features/case/reading/trim.ts';
import { sizeInWords, visibleName } from '../../renderer/features/case/reading/visible-text.ts';

/** Texts as strangers type them: any characters, and often the ones that segmentation trips over. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    'Sgt. ',
    'J. Doe ',
    'No. 14 ',
    '10.30 p.m. ',
    '1. ',
    '. ',
    '! ',
    '\n',
    '\n\n',
    '\u2028',
    '👮🏽‍♀️',
    'ŵy ',
    'مال. ',
  ),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

const inWords = (whole: string) => sentencesOf(whole).map(({ from, to }) => whole.slice(from, to).trim());

describe('the sentences of a report', () => {
  test('cover any text exactly, without gap or overlap', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const sentences = sentencesOf(whole);
        expect(sentences.map(({ from, to }) => whole.slice(from, to)).join('')).toBe(whole);
        expect(sentences.every(({ from, to }) => from < to)).toBe(true);
      }),
    );
  });

  test('never span a line break with words on both sides', () => {
    fc.assert(
      fc.property(text, (whole) => {
        for (const { from, to } of sentencesOf(whole))
          expect(whole.slice(from, to).trim()).not.toMatch(/[\n\r\u2028\u2029]/u);
      }),
    );
  });

  test('hold every offset in the sentence found for it', () => {
    fc.assert(
      fc.property(
        text.filter((whole) => whole.length > 0),
        fc.nat(),
        (whole, n) => {
          const sentences = sentencesOf(whole);
          const offset = n % whole.length;
          const { from, to } = sentences[sentenceAt(sentences, offset)]!;
          expect(from <= offset && offset < to).toBe(true);
        },
      ),
    );
  });

  test('do not end after a rank, an initial, a house number or a list number', () => {
    expect(inWords('I saw Sgt. Jones and PC. Rees there. They left.')).toEqual([
      'I saw Sgt. Jones and PC. Rees there.',
      'They left.',
    ]);
    expect(inWords('It was J. Doe. He said so.')).toEqual(['It was J. Doe.', 'He said so.']);
    expect(inWords('She lives at No. 14 now. He knows.')).toEqual(['She lives at No. 14 now.', 'He knows.']);
    expect(inWords('1. He took it. 2. He sold it.')).toEqual(['1. He took it.', '2. He sold it.']);
    expect(inWords('At 10.30 p.m. he came. At 11 he left.')).toEqual(['At 10.30 p.m. he came.', 'At 11 he left.']);
  });

  test('do end where a number ends a sentence, and after "no"', () => {
    expect(inWords('He is 45. She is not.')).toEqual(['He is 45.', 'She is not.']);
    expect(inWords('I said no. He went on.')).toEqual(['I said no.', 'He went on.']);
  });
});

describe('a passage', () => {
  test('loses white space at its ends and nothing else', () => {
    fc.assert(
      fc.property(text, (whole) => {
        for (const span of sentencesOf(whole)) {
          const { from, to } = trimmed(whole, span);
          if (whole.slice(span.from, span.to).trim() !== '')
            expect(whole.slice(from, to)).toBe(whole.slice(span.from, span.to).trim());
        }
      }),
    );
  });

  test('shrinks and grows by words within the text, never to nothing', () => {
    fc.assert(
      fc.property(text, fc.constantFrom<1 | -1>(1, -1), (whole, direction) => {
        for (const span of sentencesOf(whole)) {
          const moved = endMovedByWord(whole, span, direction);
          expect(moved.from).toBe(span.from);
          expect(moved.to > moved.from && moved.to <= whole.length).toBe(true);
        }
      }),
    );
    expect(endMovedByWord('He took the phone.', { from: 0, to: 18 }, -1)).toEqual({ from: 0, to: 17 });
    expect(endMovedByWord('He took the phone', { from: 0, to: 17 }, -1)).toEqual({ from: 0, to: 11 });
    expect(wordsIn('He took the phone.')).toBe(4);
  });

  test('becomes a target that is found again, through characters of two units', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.nat(), fc.nat(), (whole, a, b) => {
        const edges = [0, ...[...whole].reduce<number[]>((at, c) => [...at, (at.at(-1) ?? 0) + c.length], [])];
        const [from, to] = [edges[a % edges.length]!, edges[b % edges.length]!].sort((x, y) => x - y) as [
          number,
          number,
        ];
        fc.pre(to > from);
        const target = textTarget(whole, from, to, '0'.repeat(64));
        expect(target.end - target.start).toBe([...whole.slice(from, to)].length);
        expect(locate(whole, target)).toEqual({ from, to });
      }),
    );
  });
});

describe('the runs of marked text', () => {
  const span = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })).map(([from, size]) => ({ from, to: from + size }));

  test('cover the text exactly and carry just the marks that lie over them', () => {
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 8 }), (within, marks) => {
        const runs = runsOf(within, marks);
        expect(runs[0]?.from).toBe(within.from);
        expect(runs.at(-1)?.to).toBe(within.to);
        for (const [index, run] of runs.entries()) {
          if (index > 0) expect(run.from).toBe(runs[index - 1]!.to);
          for (let at = run.from; at < run.to; at++)
            expect(run.marks).toEqual(marks.filter((mark) => mark.from <= at && at < mark.to));
        }
      }),
    );
  });
});

describe('words of strangers', () => {
  test('are split into paragraphs that hold every character but breaks and blank lines', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const kept = paragraphsOf(whole).map(({ from, to }) => whole.slice(from, to));
        expect(kept.join('').replace(/\s/gu, '')).toBe(whole.replace(/\s/gu, ''));
      }),
    );
  });

  test('show unseen characters of a file name', () => {
    expect(visibleName('photo\u202Egnp.exe\u0000\n')).toBe('photo‹U+202E›gnp.exe‹U+0000›‹U+000A›');
    expect(visibleName('a\u{E0041}b')).toBe('a‹U+E0041›b');
    expect(visibleName('Llŷn – صورة.jpg')).toBe('Llŷn – صورة.jpg');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(visibleName(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test('tell a size in the unit of a person', () => {
    expect([0, 999, 1000, 88_120, 2_412_331].map(sizeInWords)).toEqual(['0 B', '999 B', '1.0 kB', '88 kB', '2.4 MB']);
  });

  test('are found by whole words without regard to case and accents', () => {
    const found = hitsIn('Gŵyl and gwyl, not gwylio. PHONE phones', 'gwyl "phone"');
    expect(found.map(({ from, to }) => 'Gŵyl and gwyl, not gwylio. PHONE phones'.slice(from, to))).toEqual([
      'Gŵyl',
      'gwyl',
      'PHONE',
    ]);
    expect(hitsIn('anything', '  ')).toEqual([]);
  });
});
