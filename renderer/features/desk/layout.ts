/** Which columns are shown, in which order and how wide. Pure. */
import { type ChosenColumns, DeskColumn, narrowest, widest } from '../../../shared/bridge/arrangement.ts';

interface Track {
  /** Pixels; with a second number it grows up to that, or without end. */
  readonly least: number;
  readonly most?: number;
  /** Shown by itself where the grid has so many pixels; absent: only when it is chosen. */
  readonly from?: number;
}

const tracks: Readonly<Record<DeskColumn, Track>> = {
  urgency: { least: 104, from: 0 },
  nextAct: { least: 134, from: 730 },
  nextDue: { least: 132, from: 1240 },
  reference: { least: 128, from: 0 },
  receivedAt: { least: 64, from: 440 },
  force: { least: 74, from: 620 },
  category: { least: 120, most: Number.POSITIVE_INFINITY, from: 0 },
  subject: { least: 100, most: 160, from: 840 },
  state: { least: 112 },
  channel: { least: 96 },
  labels: { least: 96, most: 220 },
  allocatedTo: { least: 124, from: 1120 },
  marks: { least: 76, from: 520 },
};
/** Of the mark that a row is unread or selected. */
const MARK = 20;

/** From when on a column is shown where the time that something is due goes before everything but what it is. */
const fromWhereDue: Partial<Record<DeskColumn, number>> = {
  nextDue: 520,
  receivedAt: 580,
  marks: 660,
  force: 730,
  nextAct: 860,
  subject: 960,
};

/** The columns that a grid of so many pixels shows when nobody has chosen any. `due`: the view is of what is due or late. */
export const usualColumns = (width: number, due = false): ChosenColumns =>
  DeskColumn.options
    .filter(
      (column) =>
        width >= ((due ? fromWhereDue[column] : undefined) ?? tracks[column].from ?? Number.POSITIVE_INFINITY),
    )
    .map((column) => ({ column }));

export interface Laid {
  readonly columns: readonly DeskColumn[];
  /** A value for `grid-template-columns`, the mark before the first column included. */
  readonly template: string;
  /** Pixels below which the grid scrolls sideways. */
  readonly least: number;
}

export function layOut(chosen: ChosenColumns): Laid {
  const grows = ({ column, width }: ChosenColumns[number]) =>
    width === undefined && tracks[column].most === Number.POSITIVE_INFINITY;
  const track = ({ column, width }: ChosenColumns[number]) => {
    const { least, most } = tracks[column];
    if (width !== undefined) return `${width}px`;
    return most === undefined ? `${least}px` : `minmax(${least}px, ${Number.isFinite(most) ? `${most}px` : '1fr'})`;
  };
  // Without one that grows the rest of the line stays empty.
  const rest = chosen.some(grows) ? [] : ['minmax(0, 1fr)'];
  return {
    columns: chosen.map(({ column }) => column),
    template: [`${MARK}px`, ...chosen.map(track), ...rest].join(' '),
    least: chosen.reduce((sum, { column, width }) => sum + (width ?? tracks[column].least), MARK),
  };
}

/** Shows a column at the end, or takes it away; the last one stays. */
export function toggleColumn(chosen: ChosenColumns, column: DeskColumn): ChosenColumns {
  const others = chosen.filter((each) => each.column !== column);
  if (others.length === chosen.length) return [...chosen, { column }];
  return others.length === 0 ? chosen : others;
}

/** Moves a column by so many places, as far as there are any. */
export function moveColumn(chosen: ChosenColumns, column: DeskColumn, by: 1 | -1): ChosenColumns {
  const at = chosen.findIndex((each) => each.column === column);
  const to = at + by;
  const moved = chosen[at];
  if (moved === undefined || to < 0 || to >= chosen.length) return chosen;
  return chosen.toSpliced(at, 1).toSpliced(to, 0, moved);
}

/** Gives a column a width in pixels, or with null its own again. */
export const widenColumn = (chosen: ChosenColumns, column: DeskColumn, width: number | null): ChosenColumns =>
  chosen.map((each) =>
    each.column === column
      ? { column, ...(width !== null && { width: Math.round(Math.min(widest, Math.max(narrowest, width))) }) }
      : each,
  );

/** The width that a column has when it is measured by nobody. */
export const usualWidth = (column: DeskColumn): number => tracks[column].least;
