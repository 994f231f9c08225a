/** The lines of the grid: its rows, and a heading before the first row of each group. Pure. */
import type { GroupStart, TodayGroup } from '../../../shared/bridge/desk.ts';

export interface Heading {
  readonly group: TodayGroup;
  /** The first row under it, and the one behind its last; null while that is not known. */
  readonly from: number;
  readonly to: number | null;
}

export interface Lines {
  readonly count: number;
  readonly headings: readonly Heading[];
  readonly lineOf: (row: number) => number;
  /** The row of a line, or the heading that stands there. */
  readonly at: (line: number) => { readonly row: number } | { readonly heading: Heading };
  /** The heading under which a row stands; null where there are none. */
  readonly headingOf: (row: number) => Heading | null;
}

/** @param counted whether `total` and the groups are known to their end */
export function linesOf(total: number, groups: readonly GroupStart[], counted: boolean): Lines {
  const headings: readonly Heading[] = groups
    .filter(({ from }) => from < total)
    .map(({ group, from }, at, all) => ({ group, from, to: all[at + 1]?.from ?? (counted ? total : null) }));
  const before = (row: number) => headings.filter(({ from }) => from <= row).length;
  return {
    count: total + headings.length,
    headings,
    lineOf: (row) => row + before(row),
    at(line) {
      const above = headings.findLastIndex(({ from }, index) => from + index <= line);
      const heading = headings[above];
      return heading !== undefined && heading.from + above === line ? { heading } : { row: line - above - 1 };
    },
    headingOf: (row) => headings.findLast(({ from }) => from <= row) ?? null,
  };
}
