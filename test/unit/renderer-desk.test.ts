import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inChunks, verdicts } from '../../renderer/features/conflict/verdicts.ts';
import { headline } from '../../renderer/features/desk/headline.ts';
import { moveOf } from '../../renderer/features/desk/moves.ts';
import { Slices } from '../../renderer/features/desk/slices.ts';
import { pieces } from '../../renderer/ui/Foreign.tsx';

const numbers = (total: number) => Array.from({ length: total }, (_, index) => index);
const look = fc.tuple(fc.nat(900), fc.nat(80));

describe('the slices of a list', () => {
  test('show the same rows as the whole list, wherever one looks and in whatever order', () => {
    fc.assert(
      fc.property(fc.nat(800), fc.array(look, { maxLength: 20 }), (total, looks) => {
        const whole = numbers(total);
        const slices = new Slices<number>(total, 50, 6);
        slices.put(0, whole.slice(0, 120));
        for (const [from, length] of looks) {
          for (const gap of slices.missing(from, from + length)) slices.put(gap.from, whole.slice(gap.from, gap.to));
          for (let index = from; index < from + length; index++) expect(slices.rowAt(index)).toBe(whole[index]);
        }
      }),
    );
  });

  test('never hold more than they may, however long one scrolls', () => {
    const slices = new Slices<number>(100_000, 100, 30);
    for (let from = 0; from < 100_000; from += 60) {
      for (const gap of slices.missing(from, from + 60)) slices.put(gap.from, numbers(gap.to - gap.from));
      expect(slices.held).toBeLessThanOrEqual(30);
    }
  });

  test('ask only for what is not held, in calls of one slice', () => {
    const slices = new Slices<number>(1000, 100);
    slices.put(0, numbers(200));
    expect(slices.missing(0, 200)).toEqual([]);
    expect(slices.missing(150, 350)).toEqual([
      { from: 200, to: 300 },
      { from: 300, to: 400 },
    ]);
    expect(slices.missing(990, 2000)).toEqual([{ from: 900, to: 1000 }]);
  });

  test('leave out a slice that came cut off, so that it is asked for again', () => {
    const slices = new Slices<number>(1000, 100);
    slices.put(0, numbers(150));
    expect(slices.missing(0, 200)).toEqual([{ from: 100, to: 200 }]);
  });
});

describe('a list that is counted while it is shown', () => {
  test('keeps the rows that it shows and asks for those behind them', () => {
    const rows = Array.from({ length: 200 }, (_, index) => index);
    const uncounted = new Slices<number>(200, 100);
    uncounted.put(0, rows);
    const counted = uncounted.grown(1234);
    expect(counted.total).toBe(1234);
    expect(rows.map((index) => counted.rowAt(index))).toEqual(rows);
    expect(counted.missing(150, 320)).toEqual([
      { from: 200, to: 300 },
      { from: 300, to: 400 },
    ]);
  });
});

describe('the excerpt of a search result', () => {
  const mark = fc.constantFrom('\ue000', '\ue001', 'word', ' ', '<b>', 'é');
  test('loses and adds no character, however the markers stand', () => {
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const shown = pieces(text).map((piece) => piece.text);
        expect(shown.join('')).toBe(text.replaceAll(/[\ue000\ue001]/g, ''));
      }),
    );
  });

  test('marks what stands between the markers and nothing else', () => {
    expect(pieces('a \ue000hit\ue001 b')).toEqual([
      { text: 'a ', hit: false },
      { text: 'hit', hit: true },
      { text: ' b', hit: false },
    ]);
  });
});

describe('the verdicts of a conflict pass', () => {
  const ids = fc.uniqueArray(fc.uuid(), { maxLength: 40 });
  test('sign every case exactly once, in chunks that the contract takes', () => {
    fc.assert(
      fc.property(ids, fc.array(fc.nat(39)), fc.integer({ min: 1, max: 9 }), (all, picked, size) => {
        const marked = new Set(picked.flatMap((at) => all[at] ?? []));
        const chunks = inChunks(
          verdicts(
            all.map((caseId) => ({ caseId })),
            [],
            marked,
          ),
          size,
        );
        expect(chunks.flatMap(({ none, declared }) => [...none, ...declared]).sort()).toEqual([...all].sort());
        expect(chunks.flatMap(({ declared }) => declared).sort()).toEqual([...marked].sort());
        for (const { none, declared } of chunks) expect(none.length + declared.length).toBeLessThanOrEqual(size);
      }),
    );
  });

  test('declare every case in which a marked name stands', () => {
    const cases = [{ caseId: 'a' }, { caseId: 'b' }, { caseId: 'c' }];
    const names = [
      { key: 'n', caseIds: ['a', 'c'] },
      { key: 'unmarked', caseIds: ['b', 'c'] },
    ];
    expect(verdicts(cases, names, new Set(['n']))).toEqual({ none: ['b'], declared: ['a', 'c'] });
  });
});

describe('the top line of the Desk', () => {
  const now = new Date(2026, 2, 2, 7, 45).getTime();
  const at = (hours: number, minutes: number) => new Date(2026, 2, 2, hours, minutes).toISOString();

  test('tells what is new, since when, and up to when it is complete', () => {
    const newSince = { since: at(5, 2), count: 31, immediate: 2 };
    const line = headline({ newSince, completeAsOf: at(7, 44), sync: { phase: 'idle', progress: null } }, now);
    expect(line).toBe('31 new since 05:02, 2 immediate. Complete as of 07:44.');
  });

  test('says that one is offline', () => {
    const newSince = { since: null, count: 0, immediate: 0 };
    const line = headline({ newSince, completeAsOf: null, sync: { phase: 'offline', progress: null } }, now);
    expect(line).toBe('Nothing new. You are offline.');
  });
});

describe('moving through rows', () => {
  const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false, altKey: false });
  test('goes by row, page and to the ends, and leaves other keys alone', () => {
    expect(moveOf(key('j'), 5, 10)).toBe(6);
    expect(moveOf(key('ArrowUp'), 5, 10)).toBe(4);
    expect(moveOf(key('PageDown'), 5, 10)).toBe(15);
    expect(moveOf(key('End'), 5, 10)).toBe(Infinity);
    expect(moveOf(key('x'), 5, 10)).toBeNull();
    expect(moveOf(key('j', true), 5, 10)).toBeNull();
  });
});
