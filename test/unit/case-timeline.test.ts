import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldPairs } from '../../renderer/features/case/reading/timeline-fold.ts';
import { kindOf, kinds, sentenceOf } from '../../renderer/features/case/reading/timeline-words.ts';
import type { TimelineEntry } from '../../shared/domain/case-file.ts';
import { definitions } from '../../shared/domain/events/index.ts';

const inCases = definitions.filter(({ home }) => home === 'desk' || home === 'referral').map(({ type }) => type);

let serial = 0;
const entry = (type: string, facets: Record<string, unknown> = {}, by = 'a'): TimelineEntry => ({
  event: `e${++serial}`,
  by,
  at: new Date(Date.UTC(2026, 2, 2, 9, serial)).toISOString(),
  accepted: true,
  type,
  known: true,
  erased: false,
  seq: serial,
  facets: facets as TimelineEntry['facets'],
});

describe('the words of the timeline', () => {
  test.each(inCases)('say %s as a sentence and know its kind', (type) => {
    const said = sentenceOf(type, {}, () => 'A. Colleague');
    expect(said).not.toBe(type);
    expect(said).toMatch(/^[A-Z]/);
    expect(said).not.toMatch(/undefined|NaN|null|\{\{/);
    expect(Object.keys(kinds)).toContain(kindOf(type));
  });

  test('stand as they came for a type of another version', () => {
    expect(sentenceOf('of_the_future', {}, () => '')).toBe('of_the_future');
    expect(sentenceOf('constructor', {}, () => '')).toBe('constructor');
    expect(kindOf('toString')).toBeNull();
  });

  test('name the month of a sample as people do', () => {
    expect(sentenceOf('second_review_drawn', { month: '2026-10' }, () => '')).toContain('Oct 2026');
  });

  test('never fail on facets of any shape', () => {
    fc.assert(
      fc.property(fc.constantFrom(...inCases), fc.dictionary(fc.string(), fc.jsonValue()), (type, facets) => {
        expect(sentenceOf(type, facets, () => 'x').length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('folding', () => {
  test('puts a mark and its withdrawal into one line, with what was changed between', () => {
    const made = entry('annotated', { kind: 'note' });
    const other = entry('screened', { result: 'none' });
    const changed = entry('annotation_revised', { annotation: made.event });
    const gone = entry('annotation_withdrawn', { annotation: made.event }, 'b');
    expect(foldPairs([made, other, changed, gone])).toEqual([
      { entry: other, withdrawn: null, between: [] },
      { entry: made, withdrawn: gone, between: [changed] },
    ]);
  });

  test('leaves alone what stands, and what was put back on', () => {
    const on = entry('labelled', { label: 'x', on: true });
    const off = entry('labelled', { label: 'x', on: false });
    const again = entry('labelled', { label: 'x', on: true });
    const lines = foldPairs([on, off, again]);
    expect(lines.map((line) => [line.entry, line.withdrawn])).toEqual([
      [on, off],
      [again, null],
    ]);
  });

  test('holds every event in exactly one line, whatever the order', () => {
    const id = fc.constantFrom('e1', 'e2', 'e3');
    const any = fc.oneof(
      fc.record({ type: fc.constant('annotated'), event: id, facets: fc.constant({}) }),
      fc.record({
        type: fc.constantFrom('annotation_revised', 'annotation_withdrawn'),
        event: fc.uuid(),
        facets: fc.record({ annotation: id }),
      }),
      fc.record({
        type: fc.constant('labelled'),
        event: fc.uuid(),
        facets: fc.record({ label: fc.constantFrom('p', 'q'), on: fc.boolean() }),
      }),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 25 }), (made) => {
        const entries = made.map((one) => ({ ...entry(one.type, one.facets), event: one.event }));
        const lines = foldPairs(entries);
        const held = lines.flatMap(({ entry: first, between, withdrawn }) =>
          withdrawn === null ? [first] : [first, ...between, withdrawn],
        );
        expect(new Set(held)).toEqual(new Set(entries));
        expect(held).toHaveLength(entries.length);
      }),
    );
  });
});
