import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fields, marksOfCases } from '../../shared/domain/search/fields.ts';
import { printSearch, readSearch, soughtWords, type Term } from '../../shared/domain/search/query.ts';

const wordy = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter((text) => !/["“”„«»\0]/.test(text) && /[\p{L}\p{N}]/u.test(text));
const words = fc.record({
  what: fc.constant('words' as const),
  text: fc.oneof(
    wordy,
    fc.constantFrom('-begins', 'https://example.org', 'is:unread', 'ends*', 'two words', '--', 'a:b'),
  ),
  beginning: fc.boolean(),
});
const typedField = fc
  .constantFrom(
    ['is', 'unread'],
    ['is', 'overdue'],
    ['force', 'MPS'],
    ['force', 'west'],
    ['channel', 'follow-up'],
    ['urgency', 'immediate'],
    ['label', 'MEDIA'],
    ['category', 'OTHER'],
    ['state', 'decided'],
    ['reference', 'DEMO-2026'],
    ['received', '>2026-01-01'],
    ['received', '2026-01..2026-03-15'],
    ['received', '..2026'],
  )
  .map(([name, value]) => `${name}:${value}`);

const bare = (term: Term & { start?: number; end?: number }) => {
  const { start, end, ...rest } = term;
  void start;
  void end;
  return rest;
};
const read = (text: string, typing = false) => {
  const search = readSearch(text, typing);
  if (!search.ok) throw new Error(`${text}: ${search.fault.problem} at ${search.fault.at}`);
  return search.terms.map(bare);
};

const term: fc.Arbitrary<Term> = fc
  .record({ not: fc.boolean(), rest: fc.oneof(words, typedField) })
  .chain(({ not, rest }) => {
    if (typeof rest === 'string') return fc.constant({ ...read(rest)[0]!, not } as Term);
    const subject = { not, what: 'subject' as const, text: rest.text, beginning: rest.beginning };
    return fc.constantFrom<Term>({ not, ...rest }, subject);
  });
const hasWord = (one: Term) => !('text' in one) || /[\p{L}\p{N}]/u.test(one.text);

describe('a search', () => {
  test('that is printed is read again as what it was', () => {
    fc.assert(
      fc.property(fc.array(term.filter(hasWord), { maxLength: 6 }), (terms) => {
        expect(read(printSearch(terms))).toEqual(terms);
      }),
      { numRuns: 2000 },
    );
  });

  const anything = fc.oneof(
    fc.string({ maxLength: 60, unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '"',
          '“',
          '-',
          '*',
          ':',
          ' ',
          '\0',
          'word',
          'is:',
          'subject:',
          'Nobody:',
          'received:',
          '2026-13',
          '>',
          '..',
          '🙂',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );

  test('that cannot be read says at which character, wherever that is, and never more than was typed', () => {
    let refused = 0;
    fc.assert(
      fc.property(anything, fc.boolean(), (text, typing) => {
        const search = readSearch(text, typing);
        if (search.ok) return;
        refused++;
        const { at, to } = search.fault;
        expect(Number.isInteger(at) && at >= 0 && at < text.length).toBe(true);
        expect(to > at && to <= text.length).toBe(true);
        expect(
          Object.values(search.fault)
            .filter((each) => typeof each === 'string')
            .join(' '),
        ).toMatch(/^[a-z_ ]*$/);
      }),
      { numRuns: 5000 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  test('says where each of its terms stands', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const search = readSearch(text, true);
        if (!search.ok) return;
        let behind = 0;
        for (const { start, end } of search.terms) {
          expect(start).toBeGreaterThanOrEqual(behind);
          expect(end).toBeGreaterThan(start);
          behind = end;
        }
        expect(behind).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('that can be read settled can be read while it is typed, up to every character', () => {
    fc.assert(
      fc.property(fc.array(term.filter(hasWord), { minLength: 1, maxLength: 4 }), (terms) => {
        const text = printSearch(terms);
        for (let length = 0; length <= text.length; length++)
          expect(readSearch(text.slice(0, length), true).ok, text.slice(0, length)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the places at which a search is refused', () => {
  test.each([
    ['plain "wor', 6, 10, 'quote_open', null],
    ['custody narrative:plain', 8, 23, 'field_unknown', null],
    ['is:', 0, 3, 'value_missing', 'is'],
    ['custody -subject:""', 9, 19, 'value_missing', 'subject'],
    ['is:sunny', 3, 8, 'value_unknown', 'is'],
    ['force:Ruritania', 6, 15, 'value_unknown', 'force'],
    ['received:>2026-02-30', 9, 20, 'date_unreadable', 'received'],
    ['received:2026-03..2026-01', 9, 25, 'range_backwards', 'received'],
  ] as const)('%s', (text, at, to, problem, field) => {
    expect(readSearch(text, false)).toEqual({ ok: false, fault: { at, to, problem, field } });
  });

  test.each(['is:', 'is:unr', 'received:>2026-0', 'force:Rur', 'subject:', '"open', '-'])(
    '%s is not refused while it is typed',
    (text) => expect(readSearch(text, true).ok).toBe(true),
  );

  test('a day is London’s day, also where the clock changes', () => {
    expect(read('received:2026-03-29')[0]).toMatchObject({
      from: '2026-03-29T00:00:00.000Z',
      before: '2026-03-29T23:00:00.000Z',
    });
    expect(read('received:>2026-06-30')[0]).toMatchObject({ from: '2026-06-30T23:00:00.000Z', before: null });
    expect(read('received:<=2026')[0]).toMatchObject({ from: null, before: '2027-01-01T00:00:00.000Z' });
  });

  test('every value that is offered for a field is one', () => {
    for (const { name, values } of fields)
      for (const value of values) expect(read(`${name}:${value}`)[0]).toMatchObject({ what: name });
    expect(marksOfCases.length).toBe(new Set(marksOfCases).size);
  });

  test('what a search leaves out is never marked in a text', () => {
    const search = readSearch('money -custody subject:Smith is:unread', false);
    expect(search.ok && soughtWords(search.terms).map(({ text }) => text)).toEqual(['money', 'Smith']);
  });
});
