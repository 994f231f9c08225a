import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collarNumber, givesNumber } from '../../server/gateway/naming/collar-number.ts';
import { alike, mayName, mentions, nameOf, type Name } from '../../server/gateway/naming/names.ts';
import { matcherFor } from '../../server/gateway/naming/matching.ts';
import { mayHold, spellingsIn, spellingsOf } from '../../server/gateway/naming/spellings.ts';
import { titles } from '../../server/gateway/naming/titles.ts';
import { wordsOf } from '../../server/gateway/naming/words-of.ts';
import { emptyDirectory } from '../../shared/domain/directory.ts';

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwyz');
const word = (min: number, max: number) =>
  fc
    .array(letter, { minLength: min, maxLength: max })
    .map((letters) => letters.join(''))
    .filter((text) => !titles.has(text));
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const person = fc
  .record({ given: word(3, 9), surname: word(4, 10) })
  .filter(({ given, surname }) => !alike(given, surname));

/** The ways in which a person's name comes in a report. */
const written = fc.oneof(
  person.map((p) => ({ ...p, text: `${capital(p.given)} ${capital(p.surname)}` })),
  person.map((p) => ({ ...p, text: `${p.surname.toUpperCase()}, ${capital(p.given)}` })),
  person.map((p) => ({ ...p, text: `${p.surname} ${p.given}` })),
  person.map((p) => ({ ...p, text: `Sgt ${p.given[0]!.toUpperCase()}. ${capital(p.surname)}` })),
  person.map((p) => ({ ...p, text: `${capital(p.surname)} ${p.given[0]!}` })),
  person.map((p) => ({ ...p, text: `DC ${capital(p.surname)}` })),
  person.map((p) => ({ ...p, text: `${capital(p.given)} Mary ${capital(p.surname)}` })),
  person.map((p) => ({ ...p, text: `  ${p.given.toUpperCase()}   ${p.surname.toUpperCase()} ` })),
);
const name = (text: string): Name => nameOf(text)!;
const sought = ({ given, surname }: { given: string; surname: string }) =>
  name(`${capital(given)} ${capital(surname)}`);

const filler = fc.array(fc.constantFrom('he', 'took', 'the', 'money', 'at', 'night', 'and', 'left'), { maxLength: 12 });

describe('a name in a report', () => {
  test('is found however it is written: order, case, rank, initial, middle name', () => {
    fc.assert(
      fc.property(written, (one) => mayName(one.text, sought(one))),
      { numRuns: 2000 },
    );
  });

  test('is found without its accents, and with accents that it has not', () => {
    fc.assert(
      fc.property(person, fc.constantFrom('\u0301', '\u0308', '\u0302', '\u0327'), fc.nat(20), (one, mark, at) => {
        const { surname } = one;
        const place = 1 + (at % surname.length);
        const accented = surname.slice(0, place) + mark + surname.slice(place);
        expect(mayName(accented.normalize('NFC'), sought(one))).toBe(true);
        expect(mayName(`${one.given} ${surname}`, name(`${one.given} ${accented.normalize('NFC')}`))).toBe(true);
      }),
    );
  });

  test('is found after one slip of the pen in a surname of five letters and more', () => {
    const slips = fc.record({
      one: person.filter(({ surname }) => surname.length >= 6),
      at: fc.nat(),
      kind: fc.nat(3),
      letter,
    });
    fc.assert(
      fc.property(slips, ({ one, at, kind, letter: other }) => {
        const { surname } = one;
        const place = at % (surname.length - 1);
        const slipped = [
          surname.slice(0, place) + surname.slice(place + 1),
          surname.slice(0, place) + other + surname.slice(place),
          surname.slice(0, place) + other + surname.slice(place + 1),
          surname.slice(0, place) + surname[place + 1] + surname[place] + surname.slice(place + 2),
        ][kind]!;
        fc.pre(!titles.has(slipped));
        expect(mayName(`Sgt ${capital(slipped)}`, sought(one))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('is found in a narrative wherever it stands, with a capital or after a rank', () => {
    fc.assert(
      fc.property(written, filler, filler, (one, before, after) => {
        fc.pre(!/^\S+ \S$|^[a-z]+ [a-z]+$/u.test(one.text.trim()));
        const text = `${before.join(' ')} ${one.text} ${after.join(' ')}.`;
        expect(mentions(wordsOf(text), sought(one)), text).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('is never passed over by the quick look that spares the close one', () => {
    const text = fc.tuple(
      filler,
      fc.oneof(
        written.map(({ text }) => text),
        word(4, 10),
      ),
      filler,
    );
    fc.assert(
      fc.property(person, text, (one, [before, middle, after]) => {
        const words = wordsOf([...before, middle, ...after].join(' '));
        if (mentions(words, sought(one))) expect(mayHold(spellingsIn([words]), spellingsOf(sought(one)))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(word(4, 8), word(4, 8), (a, b) => {
        const quick = mayHold(spellingsIn([wordsOf(a)]), spellingsOf({ given: [], surnames: [b] }));
        if (alike(a, b)) expect(quick).toBe(true);
      }),
    );
    fc.assert(
      fc.property(written, filler, (one, before) => {
        const words = wordsOf(`${before.join(' ')} ${one.text}`);
        expect(mayHold(spellingsIn([words]), spellingsOf(sought(one)))).toBe(true);
      }),
    );
  });

  test('is not found where another person is named', () => {
    fc.assert(
      fc.property(person, person, (one, other) => {
        fc.pre(
          !alike(one.surname, other.surname) && !alike(one.given, other.surname) && !alike(one.surname, other.given),
        );
        expect(mayName(`${capital(other.given)} ${capital(other.surname)}`, sought(one))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['Sgt J. Doe', 'Jane Doe', true],
    ['DOE Jane', 'Jane Doe', true],
    ['John Doe', 'Jane Doe', false],
    ['Jane', 'Jane Doe', true],
    ['J', 'Jane Doe', false],
    ['PC O’Brien', "Siobhan O'Brien", true],
    ['Obrien', "Siobhan O'Brien", true],
    ['Mac Gregor', 'Ewan MacGregor', true],
    ['Sgt Jones', 'Anna Smith-Jones', true],
    ['Smith Jones', 'Anna Smith-Jones', true],
    ['Rob Marsh', 'Robert Marsh', true],
    ['Soren Ostergard', 'Søren Østergård', true],
    ['Inspector', 'Jane Doe', false],
  ])('"%s" for %s: %s', (text, whom, expected) => {
    expect(mayName(text, name(whom))).toBe(expected);
  });

  test.each([
    ['it was sgt doe again', true],
    ['jane from custody, that is jane doe', true],
    ['She said Doe took it.', true],
    ['Paul Doe took it.', false],
    ['he would doe nothing', false],
    ['Then Doe, Jane by name, came in', true],
  ])('"%s" mentions Jane Doe: %s', (text, expected) => {
    expect(mentions(wordsOf(text), name('Jane Doe'))).toBe(expected);
  });
});

describe('a collar number', () => {
  test('is compared exactly, but for spaces, signs and the case of its letters', () => {
    const number = fc.record({
      letters: fc.constantFrom('MP', 'E', 'cs'),
      digits: fc.integer({ min: 100, max: 99_999 }),
    });
    fc.assert(
      fc.property(number, fc.constantFrom('', ' ', '-', '/'), ({ letters, digits }, sign) => {
        expect(collarNumber(`${letters}${sign}${digits}`)).toBe(`${letters.toLowerCase()}${digits}`);
        expect(collarNumber(`${letters}${digits + 1}`)).not.toBe(`${letters.toLowerCase()}${digits}`);
      }),
    );
  });

  test('of digits alone is believed only after a rank or a word for it', () => {
    for (const text of ['PC 1234 took it', 'collar number: 1234', 'his shoulder no. 1234'])
      expect(givesNumber(wordsOf(text), '1234'), text).toBe(true);
    for (const text of ['he paid 1234 pounds', 'PC 12345', 'house 1234'])
      expect(givesNumber(wordsOf(text), '1234'), text).toBe(false);
  });
});

describe('the matcher', () => {
  const memberships = [{ unit: 'MPS', role: 'assessor' as const }];
  const directory = {
    ...emptyDirectory,
    users: {
      jane: { user: 'jane', name: 'Jane Doe', memberships, collarNumber: '1234' },
      machine: { user: 'machine', name: 'Gateway Machine', memberships: [{ unit: 'AUDIT', role: 'gateway' as const }] },
    },
  };
  const report = { narrative: 'Nothing of note.', subjects: [], peopleAtRisk: [] };

  test('tells a named user from one with an interest, and looks for no machine', () => {
    const matched = matcherFor(
      directory,
      new Map([['jane', { names: ['Quill Ferrar'], stations: ['Saltmarsh Lane'] }]]),
    );
    expect(matched(report)).toEqual({ named: [], interested: [] });
    expect(matched({ ...report, subjects: [{ collarNumber: '1234' }] })).toEqual({ named: ['jane'], interested: [] });
    expect(matched({ ...report, narrative: 'The Gateway Machine hummed.' })).toEqual({ named: [], interested: [] });
    expect(matched({ ...report, occurredWhere: 'saltmarsh lane, back door' })).toEqual({
      named: [],
      interested: ['jane'],
    });
    expect(matched({ ...report, peopleAtRisk: [{ description: 'the son of DC Ferrar' }] })).toEqual({
      named: [],
      interested: ['jane'],
    });
  });
});
