import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ChosenColumns, DeskColumn, type OwnView } from '../../shared/bridge/arrangement.ts';
import { SortColumn, TodayGroup } from '../../shared/bridge/desk.ts';
import { usePlace } from '../../renderer/app/place.ts';
import { byReason } from '../../renderer/features/desk/bulk.ts';
import { changeViewPlace, chooseOwnView, isAsSaved, noFilter } from '../../renderer/features/desk/desk-place.ts';
import { dateOf, midnightOf } from '../../renderer/features/desk/filter-words.ts';
import { layOut, moveColumn, toggleColumn, usualColumns, widenColumn } from '../../renderer/features/desk/layout.ts';
import { linesOf } from '../../renderer/features/desk/lines.ts';
import { MOST_KEYS, pressedHeader, sortedBy } from '../../renderer/features/desk/sort-by.ts';

const someGroups = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.subarray([...TodayGroup.options], { minLength: 1 }))
  .chain(([total, groups]) =>
    fc
      .uniqueArray(fc.integer({ min: 0, max: total - 1 }), { minLength: 1, maxLength: groups.length })
      .map((starts) => ({
        total,
        groups: [0, ...starts.filter((start) => start > 0).sort((a, b) => a - b)]
          .slice(0, groups.length)
          .map((from, at) => ({ group: groups[at]!, from })),
      })),
  );

describe('the lines of the grid', () => {
  test('hold every row once, in its order, and each heading right before its first row', () => {
    fc.assert(
      fc.property(someGroups, ({ total, groups }) => {
        const lines = linesOf(total, groups, true);
        const drawn = Array.from({ length: lines.count }, (_, line) => lines.at(line));
        expect(drawn.flatMap((line) => ('row' in line ? [line.row] : []))).toEqual(
          Array.from({ length: total }, (_, row) => row),
        );
        for (let row = 0; row < total; row++) expect(lines.at(lines.lineOf(row))).toEqual({ row });
        for (const { from, group } of groups)
          expect(lines.at(lines.lineOf(from) - 1)).toMatchObject({ heading: { from, group } });
        const sizes = lines.headings.map(({ from, to }) => to! - from);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(total);
      }),
    );
  });

  test('tell no number of a group whose end is not known yet', () => {
    const lines = linesOf(
      200,
      [
        { group: 'now', from: 0 },
        { group: 'new', from: 7 },
      ],
      false,
    );
    expect(lines.headings.map(({ to }) => to)).toEqual([7, null]);
  });
});

const someColumns: fc.Arbitrary<ChosenColumns> = fc
  .subarray([...DeskColumn.options], { minLength: 1 })
  .map((columns) => columns.map((column) => ({ column })));

describe('columns', () => {
  test('are neither lost nor doubled by moving, hiding, showing or widening', () => {
    const act = fc.record({
      column: fc.constantFrom(...DeskColumn.options),
      what: fc.constantFrom('front', 'back', 'toggle', 'wide', 'usual'),
      width: fc.integer({ min: -100, max: 2000 }),
    });
    fc.assert(
      fc.property(someColumns, fc.array(act, { maxLength: 20 }), (start, acts) => {
        let chosen = start;
        for (const { column, what, width } of acts) {
          if (what === 'toggle') chosen = toggleColumn(chosen, column);
          else if (what === 'wide') chosen = widenColumn(chosen, column, width);
          else if (what === 'usual') chosen = widenColumn(chosen, column, null);
          else chosen = moveColumn(chosen, column, what === 'front' ? -1 : 1);
          const names = chosen.map((each) => each.column);
          expect(names.length).toBeGreaterThan(0);
          expect(new Set(names).size).toBe(names.length);
          for (const each of chosen) if (each.width !== undefined) expect(each.width).toBeGreaterThanOrEqual(48);
          expect(layOut(chosen).template.startsWith('20px ')).toBe(true);
        }
      }),
    );
  });

  test('fit by themselves into a window of any width from 400 pixels on', () => {
    for (let width = 400; width < 2600; width += 20)
      for (const due of [false, true]) expect(layOut(usualColumns(width, due)).least).toBeLessThanOrEqual(width);
  });

  test('tell in a view of what is due when it is, also at twice the size', () => {
    const shown = (width: number, due: boolean) => usualColumns(width, due).map(({ column }) => column);
    expect(shown(560, true)).toContain('nextDue');
    expect(shown(560, false)).not.toContain('nextDue');
    expect(shown(2000, true)).toEqual(shown(2000, false));
  });
});

describe('a header', () => {
  const someSort = fc.uniqueArray(
    fc.record({ column: fc.constantFrom(...SortColumn.options), descending: fc.boolean() }),
    { selector: ({ column }) => column, maxLength: MOST_KEYS },
  );

  test('sorts one way, the other way, and then not at all', () => {
    fc.assert(
      fc.property(someSort, fc.constantFrom(...SortColumn.options), fc.boolean(), (sort, column, adding) => {
        const start = sort.filter((each) => each.column !== column).slice(0, MOST_KEYS - 1);
        const once = pressedHeader(start, column, adding);
        const twice = pressedHeader(once, column, adding);
        const ways = [once, twice].map((each) => each.find((one) => one.column === column)!.descending);
        expect(ways[0]).toBe(!ways[1]);
        expect(pressedHeader(twice, column, adding)).toEqual(adding ? start : []);
        if (adding) expect(once.slice(0, -1)).toEqual(start);
        else expect(once).toHaveLength(1);
      }),
    );
  });

  test('never sorts by a column twice, nor by more than four', () => {
    fc.assert(
      fc.property(someSort, fc.constantFrom(...SortColumn.options), fc.boolean(), (sort, column, descending) => {
        const next = sortedBy(sort, { column, descending }, true);
        expect(new Set(next.map((each) => each.column)).size).toBe(next.length);
        expect(next.length).toBeLessThanOrEqual(MOST_KEYS);
        expect(next).toContainEqual({ column, descending });
      }),
    );
  });
});

describe('a view of one’s own', () => {
  beforeEach(() => usePlace.setState({ memory: new Map() }));
  const own: OwnView = {
    id: 'a',
    name: 'Mine',
    view: 'today',
    filter: { ...noFilter, forces: ['MPS'] },
    sort: [{ column: 'force', descending: true }],
    columns: [{ column: 'reference', width: 90 }],
  };
  const place = () => usePlace.getState().memory.get('desk own a') as unknown as Parameters<typeof isAsSaved>[0];

  test('begins as it was saved and is found again as it was left', () => {
    chooseOwnView(own);
    expect(place()).toMatchObject({ view: 'today', filter: own.filter, sort: own.sort, columns: own.columns });
    expect(isAsSaved(place(), own)).toBe(true);
    changeViewPlace('own a', { filter: noFilter });
    chooseOwnView(own);
    expect(place().filter).toEqual(noFilter);
    expect(isAsSaved(place(), own)).toBe(false);
  });
});

describe('days of the calendar', () => {
  test('are found again as they were typed, and the last one is included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1 }), (days, later) => {
        const typed = new Date(days * 86_400_000).toISOString().slice(0, 10);
        expect(dateOf(midnightOf(typed, later), later)).toBe(typed);
      }),
    );
    for (const half of ['', '0002-03-01', '0202-03-01']) expect(midnightOf(half)).toBeNull();
  });
});

test('refusals of one reason are told together, the commonest first', () => {
  const refused = (reference: string, reason: string) => ({
    caseId: reference,
    reference,
    code: 'not_permitted',
    reason,
    who: null,
  });
  const told = byReason([refused('A', 'x'), refused('B', 'y'), refused('C', 'y')]);
  expect(told.map(({ first, references }) => [first.reason, references])).toEqual([
    ['y', ['B', 'C']],
    ['x', ['A']],
  ]);
});
