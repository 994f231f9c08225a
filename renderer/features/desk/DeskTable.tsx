import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { ChosenColumns, DeskColumn } from '../../../shared/bridge/arrangement.ts';
import type { DeskRow, GroupStart, Sort } from '../../../shared/bridge/desk.ts';
import { useRowHeight } from '../../app/appearance.ts';
import { useLatest, useMinute } from '../../ui/index.ts';
import { columnsFor, features } from './columns.tsx';
import type { ViewKey } from './desk-place.ts';
import classes from './DeskTable.module.css';
import { headingWords } from './groups.ts';
import { HeaderCell } from './HeaderCell.tsx';
import { layOut, usualColumns, widenColumn } from './layout.ts';
import { type Heading, linesOf } from './lines.ts';
import { moveOf } from './moves.ts';
import { RowLine } from './RowLine.tsx';
import rowClasses from './RowLine.module.css';
import type { Slices } from './slices.ts';
import { useColumnWidth } from './use-column-width.ts';
import { useWidth } from './use-width.ts';
import { t } from '../../words/t.ts';

export interface DeskTableProps {
  readonly viewKey: ViewKey;
  readonly slices: Slices<DeskRow>;
  readonly groups: readonly GroupStart[];
  readonly counted: boolean;
  /** Another list than the one shown is on its way. */
  readonly busy: boolean;
  readonly me: string;
  readonly cursor: number;
  /** Pixels above the first row in view when this view was left. */
  readonly scroll: number;
  readonly selected: ReadonlyMap<string, unknown>;
  readonly sort: readonly Sort[];
  /** Null: those that fit the window. */
  readonly columns: ChosenColumns | null;
  readonly searching: boolean;
  readonly label: string;
  readonly onCursor: (index: number, extend: boolean) => void;
  readonly onSelect: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onSort: (sort: Sort[]) => void;
  readonly onColumns: (columns: ChosenColumns) => void;
  /** Opens the filter of a column; null where it has none. */
  readonly filterOf: (column: DeskColumn) => (() => void) | null;
  readonly onShow: (from: number, to: number) => void;
  readonly onScroll: (pixels: number) => void;
}

const excerptHeight = 22;
/** Milliseconds that the rows must rest before it is remembered where they were. */
const restFor = 200;

interface Shown {
  readonly heading: Heading | null;
  readonly parts: ReactNode[];
}

/** The grid of the Desk: 100,000 rows of which only those in view exist. The focus stays on the grid, the row is named. */
export function DeskTable(props: DeskTableProps) {
  const { slices, groups, counted, cursor, selected, sort, searching, viewKey, onShow, onCursor, onOpen, onSelect } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const now = useMinute();
  const width = useWidth(scroller);
  const rowHeight = useRowHeight() + (searching ? excerptHeight : 0);
  const lines = useMemo(() => linesOf(slices.total, groups, counted), [slices, groups, counted]);
  const virtualizer = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // What is drawn beyond the window is drawn with every key as well.
    overscan: 4,
    initialOffset: props.scroll,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  // Each view comes back as it was left; until its list is here the one before stays where it is.
  const restored = useRef<ViewKey | null>(null);
  useEffect(() => {
    if (props.busy || restored.current === viewKey) return;
    restored.current = viewKey;
    virtualizer.scrollToOffset(props.scroll);
  }, [virtualizer, viewKey, props.busy, props.scroll]);

  const shown = virtualizer.getVirtualItems();
  const rowsShown = shown.flatMap(({ index }) => {
    const line = lines.at(index);
    return 'row' in line ? [line.row] : [];
  });
  const from = rowsShown[0] ?? 0;
  const to = (rowsShown.at(-1) ?? -1) + 1;
  useEffect(() => onShow(from, to), [onShow, slices, from, to]);

  // The row where one is comes into view when it moves by key, or when another list is shown; with the heading above it.
  // A row that is in view already is left: to ask the grid how far it scrolls lays the whole page out, with every key.
  useEffect(() => {
    if (cursor >= slices.total) return;
    const line = lines.lineOf(cursor);
    const first = lines.headingOf(cursor)?.from === cursor ? line - 1 : line;
    const { scrollOffset, scrollRect } = virtualizer;
    if (
      scrollOffset !== null &&
      scrollRect !== null &&
      first * rowHeight >= scrollOffset &&
      (line + 1) * rowHeight <= scrollOffset + scrollRect.height
    )
      return;
    if (first < line) virtualizer.scrollToIndex(first, { align: 'auto' });
    virtualizer.scrollToIndex(line, { align: 'auto' });
  }, [virtualizer, cursor, slices.total, lines, rowHeight]);

  const { onScroll } = props;
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);
  const scrolled = () => {
    clearTimeout(resting.current);
    resting.current = setTimeout(() => onScroll(Math.round(scroller.current?.scrollTop ?? 0)), restFor);
  };

  const chosen = useMemo(() => props.columns ?? usualColumns(width), [props.columns, width]);
  const { drag, edge } = useColumnWidth((column, wide) => props.onColumns(widenColumn(chosen, column, wide)));
  const laid = useMemo(() => layOut(drag ? widenColumn(chosen, drag.column, drag.width) : chosen), [chosen, drag]);
  const names = laid.columns.join(' ');
  const columns = useMemo(
    () => columnsFor(names.split(' ') as DeskColumn[], { now, me: props.me }),
    [names, now, props.me],
  );
  const table = useTable({
    features,
    columns,
    data: rowsShown.flatMap((row) => slices.rowAt(row) ?? []),
    getRowId: (row) => row.caseId,
  });
  const { rowsById } = table.getRowModel();

  const toSort = useLatest(props.onSort);
  const toColumns = useLatest(props.onColumns);
  const toFilter = useLatest((column: DeskColumn) => props.filterOf(column)?.());

  const hear = (event: KeyboardEvent) => {
    // What is pressed inside a header or a menu is theirs.
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = moveOf(event, cursor, page);
    if (next === null || slices.total === 0) return;
    event.preventDefault();
    onCursor(Math.min(slices.total - 1, Math.max(0, next)), event.shiftKey);
  };
  const point = (index: number, shift: boolean, ctrl: boolean) => {
    onCursor(index, shift);
    if (ctrl) onSelect(index);
  };

  const sections: Shown[] = [];
  const into = (heading: Heading | null): ReactNode[] => {
    if (sections.length === 0 || sections.at(-1)!.heading !== heading) sections.push({ heading, parts: [] });
    return sections.at(-1)!.parts;
  };
  for (const { index, start } of shown) {
    const line = lines.at(index);
    if ('heading' in line) {
      into(line.heading).push(
        <div
          key="heading"
          aria-hidden="true"
          className={classes.heading}
          style={{ transform: `translateY(${start}px)`, height: rowHeight }}
        >
          {headingWords(line.heading)}
        </div>,
      );
      continue;
    }
    const heading = lines.headingOf(line.row);
    const caseId = slices.rowAt(line.row)?.caseId;
    const row = caseId === undefined ? undefined : rowsById[caseId];
    into(heading).push(
      !row || caseId === undefined ? (
        <div
          key={line.row}
          role="row"
          aria-rowindex={line.row + 2}
          className={rowClasses.coming}
          style={{ transform: `translateY(${start}px)`, height: rowHeight }}
        >
          <span role="gridcell">
            <span className="sr-only">{t('Reading…')}</span>
          </span>
        </div>
      ) : (
        <RowLine
          key={line.row}
          id={`desk-row-${line.row}`}
          index={line.row}
          top={start}
          height={rowHeight}
          row={row}
          here={line.row === cursor}
          selected={selected.has(caseId)}
          searching={searching}
          heading={heading?.from === line.row ? headingWords(heading) : null}
          turn={columns}
          onPoint={point}
          onOpen={onOpen}
        />
      ),
    );
  }

  return (
    <div className={classes.table}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        data-keys="desk"
        data-pane="desk"
        aria-label={props.label}
        aria-rowcount={slices.total + 1}
        aria-multiselectable="true"
        aria-activedescendant={cursor >= from && cursor < to ? `desk-row-${cursor}` : undefined}
        className={classes.grid}
        style={{ '--columns': laid.template, '--least': `${laid.least}px` } as Record<string, string>}
        onKeyDown={hear}
        onScroll={scrolled}
      >
        <div role="row" aria-rowindex={1} className={classes.header}>
          <span role="columnheader" className={rowClasses.state}>
            <span className="sr-only">{t('Unread')}</span>
          </span>
          {laid.columns.map((column) => (
            <HeaderCell
              key={column}
              column={column}
              sort={sort}
              chosen={chosen}
              onSort={toSort}
              onColumns={toColumns}
              onFilter={props.filterOf(column) === null ? undefined : toFilter}
              edge={edge}
            />
          ))}
        </div>
        <div
          role={groups.length > 0 ? 'presentation' : 'rowgroup'}
          className={classes.body}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {groups.length === 0
            ? sections.flatMap(({ parts }) => parts)
            : sections.map(({ heading, parts }) => (
                <div
                  key={heading?.group ?? 'before'}
                  role="rowgroup"
                  aria-label={heading === null ? undefined : headingWords(heading)}
                >
                  {parts}
                </div>
              ))}
        </div>
      </div>
    </div>
  );
}
