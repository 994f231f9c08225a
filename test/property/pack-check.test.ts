import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packWarnings, type PackSources, type WarningKind } from '../../shared/domain/pack-check.ts';

const none: PackSources = { narrative: '', clues: [], covered: [], fileNames: [], reference: null };
const found = (text: string, sources: Partial<PackSources> = {}) =>
  packWarnings([{ part: 'request', text }], { ...none, ...sources }).map(({ kind, words }) => [kind, words]);
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const letters = (count: number) => fc.stringMatching(new RegExp(`^[A-Z]{${count}}$`));
const between = fc.constantFrom('', ' ');
const around = fc.constantFrom('It says {} there.', '{}', 'so: {}, and more', '({})');

/** Every arbitrary makes something that tells who somebody is, and the check must name it as that kind. */
const tells: readonly [string, WarningKind, fc.Arbitrary<string>][] = [
  ['a mobile number', 'identifier', fc.tuple(digits(3), between, digits(6)).map(([a, gap, b]) => `07${a}${gap}${b}`)],
  ['an international number', 'identifier', fc.tuple(digits(4), digits(6)).map(([a, b]) => `+44 7${a.slice(1)} ${b}`)],
  ['a registration', 'identifier', fc.tuple(letters(2), digits(2), between, letters(3)).map((all) => all.join(''))],
  [
    'a National Insurance number',
    'identifier',
    fc
      .tuple(
        fc.constantFrom('AB', 'CE', 'JK'),
        digits(2),
        between,
        digits(2),
        between,
        digits(2),
        fc.constantFrom(...'ABCD'),
      )
      .map((all) => all.join('')),
  ],
  ['an address of mail', 'identifier', fc.stringMatching(/^[a-z]{3,9}$/).map((name) => `${name}@example.org`)],
  [
    'a time of the clock',
    'exact_time',
    fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
  ],
  [
    'a date',
    'exact_time',
    fc
      .tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom('January', 'May', 'December'))
      .map(([d, m]) => `${d} ${m}`),
  ],
  [
    'a file',
    'file_name',
    fc
      .tuple(fc.stringMatching(/^[a-z]{2,8}$/), fc.constantFrom('jpg', 'PDF', 'docx', 'msg'))
      .map((all) => all.join('.')),
  ],
  ['a picture of a camera', 'metadata', digits(4).map((n) => `IMG_${n}`)],
  ['a place on the earth', 'metadata', fc.tuple(digits(5), digits(5)).map(([a, b]) => `51.${a}, -0.${b}`)],
];

describe('the second pass', () => {
  for (const [what, kind, arbitrary] of tells)
    it(`finds ${what} wherever it stands`, () => {
      fc.assert(
        fc.property(arbitrary, around, (words, frame) => {
          const warnings = packWarnings([{ part: 'request', text: frame.replace('{}', words) }], none);
          expect(
            warnings.filter((each) => each.kind === kind && words.includes(each.words.trim())).length,
            words,
          ).toBeGreaterThan(0);
        }),
      );
    });

  it('finds who was alone, who speaks as I, and what is said somewhere', () => {
    expect(found('She was the only person in the room.')).toEqual([['only_person', 'only person']]);
    expect(found('Nobody else knew.')).toEqual([['only_person', 'Nobody else']]);
    expect(found('He told me so.')).toEqual([['first_person', 'me']]);
    expect(found('He said that I’d seen it.').map(([kind]) => kind)).toContain('first_person');
    expect(found('There was nowt in the ginnel.')).toEqual([
      ['dialect', 'nowt'],
      ['dialect', 'ginnel'],
    ]);
  });

  it('takes words for what they are: were is not we’re, ID is not I’d, US is told', () => {
    expect(found('They were ill, and the ID was shown.')).toEqual([]);
    expect(found('We’re ill.').map(([kind]) => kind)).toEqual(['first_person']);
  });

  it('finds the narrative’s words between quotation marks from two on, and lets the assessor’s own pass', () => {
    const narrative = 'He called it his little project and laughed.';
    expect(found('He spoke of a “little project”.', { narrative })).toEqual([['quoted', '“little project”']]);
    expect(found('He spoke of a "private venture".', { narrative })).toEqual([]);
  });

  it('finds a file of the report by its name without its ending, and the charity’s number', () => {
    expect(found('It is in the holiday snaps.', { fileNames: ['holiday_snaps.jpg'] })).toEqual([
      ['file_name', 'holiday snaps'],
    ]);
    expect(found('It is in holiday-snaps.', { fileNames: ['holiday-snaps.jpg'] })).toEqual([
      ['file_name', 'holiday-snaps'],
    ]);
    expect(found('See ACH-2026-0042.', { reference: 'ACH-2026-0042' }).map(([kind]) => kind)).toContain('identifier');
  });

  it('asks again for words that were covered: three in a row must be mended, a name may be let stand', () => {
    const warnings = (text: string, covered: string) =>
      packWarnings([{ part: 'title', text }], { ...none, covered: [covered] });
    expect(
      warnings('The cleaner of block four', 'cleaner of block four').map(({ kind, must }) => [kind, must]),
    ).toEqual([['covered', true]]);
    expect(warnings('About Marlowe', 'Marlowe').map(({ kind, must }) => [kind, must])).toEqual([['covered', false]]);
    expect(warnings('He was there', 'he')).toEqual([]);
  });

  it('says nothing of plain words, whatever their order', () => {
    const plain = fc.array(
      fc.constantFrom('the', 'officer', 'kept', 'records', 'of', 'several', 'checks', 'at', 'work'),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(plain, (words) => {
        expect(found(words.join(' '))).toEqual([]);
      }),
    );
  });

  it('tells each place by the words that stand there, once, in any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ maxLength: 100 }), (text, narrative) => {
        const warnings = packWarnings([{ part: 'title', text }], { ...none, narrative, covered: [narrative] });
        for (const { from, to, words } of warnings) expect(text.slice(from, to)).toBe(words);
        expect(new Set(warnings.map(({ key }) => key)).size).toBe(warnings.length);
      }),
    );
  });
});
