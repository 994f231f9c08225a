import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf, estimate, sketchBytes, sketchFrom, sketchOf } from '../../electron/vault/knowing/sketch.ts';
import { compareNames, nameKey, numberKey } from '../../shared/domain/identifiers.ts';
import { knownPeople } from '../../shared/domain/known-people.ts';
import { OVERLAP_WORDS, overlaps } from '../../shared/domain/overlap.ts';
import { plainWords } from '../../shared/domain/plain-words.ts';
import { COMPARABLE_WORDS, likeness, shingles } from '../../shared/domain/shingles.ts';

const word = fc.constantFrom(
  ...'the officer sold details to a man in a bar near custody twice in march and took money'.split(' '),
);
const rare = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(...'abcdefgh') });
const text = (min: number, max: number) =>
  fc.array(fc.oneof(word, rare), { minLength: min, maxLength: max }).map((words) => words.join(' '));

describe('the sketch of a narrative', () => {
  it('guesses how alike two texts are as well as 64 values can', () => {
    const misses: number[] = [];
    fc.assert(
      fc.property(
        fc.array(rare, { minLength: 60, maxLength: 140 }),
        fc.array(rare, { minLength: 1, maxLength: 80 }),
        fc.nat(),
        (words, others, at) => {
          const from = at % words.length;
          const a = words.join(' ');
          const b = [...words.slice(0, from), ...others, ...words.slice(from + others.length)].join(' ');
          const [sketchA, sketchB] = [sketchOf(a)!, sketchOf(b)!];
          const miss = Math.abs(estimate(sketchA, sketchB) - likeness(shingles(a), shingles(b)));
          misses.push(miss);
          // Five standard deviations at the worst place (a half) of 64 coin tosses.
          expect(miss).toBeLessThan(5 * Math.sqrt(0.25 / 64));
        },
      ),
      { numRuns: 400 },
    );
    const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    // The mean miss of a fair estimator is below 0.8 standard deviations.
    expect(mean).toBeLessThan(0.05);
  });

  it('is the same for the same words, whatever their case, accents and punctuation', () => {
    fc.assert(
      fc.property(text(COMPARABLE_WORDS, 80), (a) => {
        const shouted = a.toUpperCase().split(' ').join(',  ');
        expect(sketchOf(shouted)).toEqual(sketchOf(a));
        expect(bandsOf(sketchOf(shouted)!)).toEqual(bandsOf(sketchOf(a)!));
      }),
    );
  });

  it('is stored and read back as it was, and bands are whole numbers that SQLite and JSON keep', () => {
    fc.assert(
      fc.property(text(COMPARABLE_WORDS, 60), (a) => {
        const sketch = sketchOf(a)!;
        expect(sketchFrom(sketchBytes(sketch))).toEqual(sketch);
        const bands = bandsOf(sketch);
        expect(new Set(bands).size).toBe(16);
        for (const band of bands) expect(Number.isSafeInteger(band) && band >= 0).toBe(true);
      }),
    );
  });

  it('is not made of a text too short to mean anything', () => {
    fc.assert(fc.property(text(0, COMPARABLE_WORDS - 1), (a) => sketchOf(a) === null));
  });
});

describe('what two narratives have in common', () => {
  const common = text(OVERLAP_WORDS, 20);
  it('are passages with the same words in both, in order, none of them twice', () => {
    fc.assert(
      fc.property(text(0, 30), common, text(0, 30), text(0, 30), text(0, 30), (a, both, c, d, e) => {
        const first = `${a} ${both.toUpperCase()}. ${c}`;
        const second = `${d}, ${both} – ${e}`;
        const found = overlaps(first, second);
        for (const { a: here, b: there, words } of found) {
          const wordsHere = plainWords(first.slice(here.from, here.to));
          expect(plainWords(second.slice(there.from, there.to))).toEqual(wordsHere);
          expect(wordsHere.length).toBe(words);
          expect(words).toBeGreaterThanOrEqual(OVERLAP_WORDS);
        }
        for (const [at, { a: here }] of found.entries())
          if (at > 0) expect(here.from).toBeGreaterThanOrEqual(found[at - 1]!.a.to);
        const there = found.map(({ b }) => b).sort((x, y) => x.from - y.from);
        for (const [at, { from }] of there.entries())
          if (at > 0) expect(from).toBeGreaterThanOrEqual(there[at - 1]!.to);
        // The words that were put into both are found, as one passage or as parts of others.
        expect(found.length).toBeGreaterThan(0);
      }),
    );
  });

  it('is the whole of a text and itself, and nothing where no word is shared', () => {
    fc.assert(
      fc.property(text(OVERLAP_WORDS, 60), (a) => {
        const whole = overlaps(a, a);
        expect(whole.reduce((sum, { words }) => sum + words, 0)).toBe(plainWords(a).length);
        expect(overlaps(a, a.replaceAll(/\p{L}+/gu, 'x9'))).toEqual([]);
      }),
    );
  });
});

describe('identifiers', () => {
  it('of a collar number are its letters and digits alone', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{0,3}$/), fc.nat(99_999), (letters, digits) => {
        expect(numberKey(`${letters} ${digits}`)).toBe(numberKey(`${letters.toLowerCase()}-${digits}`));
      }),
    );
  });

  it('say of names what both allow, alike in both directions', () => {
    const name = fc.constantFrom('Jane Doe', 'DOE, Jane', 'J. Doe', 'PC Doe', 'Paul Doe', 'Jane Roe', '', 'Sgt');
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(compareNames(nameKey(a), nameKey(b))).toBe(compareNames(nameKey(b), nameKey(a)));
      }),
    );
    expect(compareNames(nameKey('Sgt Jane Doe'), nameKey('DOE, J.'))).toBe('same');
    expect(compareNames(nameKey('Jane Doe'), nameKey('Paul Doe'))).toBe('different');
    expect(compareNames(nameKey('Jane Doe'), nameKey('PC Doe'))).toBe('open');
  });
});

describe('whom the index takes', () => {
  const role = fc.constantFrom('reported', 'associate', 'at_risk', 'witness', 'child');
  it('is never somebody at risk, a child, a witness, or who was withdrawn', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(role, fc.boolean()), { maxLength: 8 }), (people) => {
        const signed = { by: 'u', at: '2026-01-01T00:00:00.000Z', event: 'e', seq: 1, state: 'accepted' };
        const identified = people.map(([of, withdrawn], at) => ({
          person: `p${at}`,
          versions: [
            {
              ...signed,
              facets: { person: `p${at}`, role: of, identification: 'possible', ...(withdrawn && { withdrawn }) },
              contents: { name: `N${at}`, basis: 'b' },
            },
          ],
        }));
        const taken = knownPeople([], identified as never).map(({ person }) => person);
        expect(taken).toEqual(
          people.flatMap(([of, withdrawn], at) =>
            !withdrawn && (of === 'reported' || of === 'associate') ? [`p${at}`] : [],
          ),
        );
      }),
    );
  });
});
