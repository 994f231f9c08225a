/** What becomes of a sort when a header is asked. Pure. */
import type { Sort } from '../../../shared/bridge/desk.ts';

type SortColumn = Sort['column'];

/** As many columns as a list is sorted by. */
export const MOST_KEYS = 4;

/** Times first show the newest, everything else its beginning. */
const beginsDescending = (column: SortColumn) => column === 'receivedAt';

/** One press after another: its first way, its other way, not at all. With `adding` the other columns stay. */
export function pressedHeader(sort: readonly Sort[], column: SortColumn, adding: boolean): Sort[] {
  const held = sort.find((each) => each.column === column);
  const first = beginsDescending(column);
  if (held === undefined) {
    const next = { column, descending: first };
    return adding ? [...sort.slice(0, MOST_KEYS - 1), next] : [next];
  }
  const turned = held.descending === first ? [{ column, descending: !first }] : [];
  return adding ? sort.flatMap((each) => (each.column === column ? turned : [each])) : turned;
}

/** Sorts by a column one way, alone or after those that are there. */
export function sortedBy(sort: readonly Sort[], next: Sort, adding: boolean): Sort[] {
  if (!adding) return [next];
  const held = sort.some(({ column }) => column === next.column);
  return held
    ? sort.map((each) => (each.column === next.column ? next : each))
    : [...sort.slice(0, MOST_KEYS - 1), next];
}

export const without = (sort: readonly Sort[], column: SortColumn): Sort[] =>
  sort.filter((each) => each.column !== column);
