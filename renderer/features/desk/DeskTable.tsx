import { useTable } from '@tanstack/react-table';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { ChosenColumns, DeskColumn } from '../../../shared/bridge/arrangement.ts';
import type { DeskRow, GroupStart, Sort } from '../../../shared/bridge/desk.ts';
import { useRowHeight } from '../../app/appearance.ts';
import { useLatest, useMinute } from '../../ui/index.ts';
import { columnsFor, type DeskMeta, features } from './columns.tsx';
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
import { useLinesInView } from './use-lines-in-view.ts';
import { useWidth } from './use-width.ts';
import { t } from '../../words/t.ts';

export interface DeskTableProps {
  readonly viewKey: ViewKey;
  readonly slices: Slices<DeskRow>;
  /** Another number once more rows are in the slices. */
  readonly arrived: number;
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
  /** The rows are of what is due or late. */
  readonly due: boolean;
  readonly searching: boolean;
  readonly label: string;
  readonly onCursor: (index: number, extend: boolean) => void;
  readonly onSelect: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onSort: (sort: Sort[]) => void;
  readonly onColumns: (columns: ChosenColumns) => void;
  /** Whether a column has a filter that can be opened. */
  readonly hasFilter: (column: DeskColumn) => boolean;
  readonly onFilter: (column: DeskColumn) => void;
  readonly onShow: (from: number, to: number) => void;
  readonly onScroll: (pixels: number) => void;
}

/** The table lays the columns out; its rows are those of the slices, drawn straight from what the vault said. */
const noRows: DeskRow[] = [];
const excerptHeight = 22;
/** Milliseconds that the rows must rest before it is remembered where they were. */
const restFor = 200;

interface Shown {
  readonly heading: Heading | null;
  readonly parts: ReactNode[];
}

/**
 * The grid of the Desk: 100,000 rows of which only those in view exist. The focus stays on the grid, the row is named.
 * Drawn again only when something of its own changes.
 */
export const DeskTable = memo(function DeskTable(props: DeskTableProps) {
  const { slices, groups, counted, cursor, selected, sort, searching, viewKey, onShow, onCursor, onOpen, onSelect } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const now = useMinute();
  const width = useWidth(scroller);
  const rowHeight = useRowHeight() + (searching ? excerptHeight : 0);
  const lines = useMemo(() => linesOf(slices.total, groups, counted), [slices, groups, counted]);
  const inView = useLinesInView(scroller, lines.count, rowHeight, props.scroll);
  const { scrollTo, reveal } = inView;

  // Each view comes back as it was left; until its list is here the one before stays where it is.
  const restored = useRef<ViewKey | null>(null);
  useEffect(() => {
    if (props.busy || restored.current === viewKey) return;
    restored.current = viewKey;
    scrollTo(props.scroll);
  }, [scrollTo, viewKey, props.busy, props.scroll]);

  const shown = Array.from({ length: Math.max(0, inView.to - inView.from) }, (_, at) => lines.at(inView.from + at));
  const rowsShown = shown.flatMap((line) => ('row' in line ? [line.row] : []));
  const from = rowsShown[0] ?? 0;
  const to = (rowsShown.at(-1) ?? -1) + 1;
  useEffect(() => onShow(from, to), [onShow, slices, from, to]);

  // The row where one is comes into view when it moves by key, or when another list is shown; with the heading above it.
  useEffect(() => {
    if (cursor >= slices.total) return;
    const line = lines.lineOf(cursor);
    reveal(lines.headingOf(cursor)?.from === cursor ? line - 1 : line, line);
  }, [reveal, cursor, slices.total, lines]);

  const { onScroll } = props;
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);
  const scrolled = () => {
    clearTimeout(resting.current);
    resting.current = setTimeout(() => onScroll(Math.round(scroller.current?.scrollTop ?? 0)), restFor);
  };

  const chosen = useMemo(() => props.columns ?? usualColumns(width, props.due), [props.columns, width, props.due]);
  const { drag, edge } = useColumnWidth((column, wide) => props.onColumns(widenColumn(chosen, column, wide)));
  const laid = useMemo(() => layOut(drag ? widenColumn(chosen, drag.column, drag.width) : chosen), [chosen, drag]);
  const names = laid.columns.join(' ');
  const columns = useMemo(() => columnsFor(names.split(' ') as DeskColumn[]), [names]);
  const table = useTable({ features, columns, data: noRows });
  const leaves = table.getAllLeafColumns();
  const columnIds = useMemo(() => leaves.map(({ id }) => id as DeskColumn), [leaves]);
  const meta = useMemo<DeskMeta>(() => ({ now, me: props.me }), [now, props.me]);

  const toSort = useLatest(props.onSort);
  const toColumns = useLatest(props.onColumns);
  const toFilter = useLatest(props.onFilter);

  const hear = (event: KeyboardEvent) => {
    // What is pressed inside a header or a menu is theirs.
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = moveOf(event, cursor, page);
    if (next === null || slices.total === 0) return;
    event.preventDefault();
    onCursor(Math.min(slices.total - 1, Math.max(0, next)), event.shiftKey);
  };
  const point = useLatest((index: number, shift: boolean, ctrl: boolean) => {
    onCursor(index, shift);
    if (ctrl) onSelect(index);
  });
  const open = useLatest(onOpen);

  const sections: Shown[] = [];
  const into = (heading: Heading | null): ReactNode[] => {
    if (sections.length === 0 || sections.at(-1)!.heading !== heading) sections.push({ heading, parts: [] });
    return sections.at(-1)!.parts;
  };
  for (const [at, line] of shown.entries()) {
    const top = (inView.from + at) * rowHeight;
    if ('heading' in line) {
      into(line.heading).push(
        <div key="heading" aria-hidden="true" className={classes.heading} style={{ top, height: rowHeight }}>
          {headingWords(line.heading)}
        </div>,
      );
      continue;
    }
    const heading = lines.headingOf(line.row);
    const row = slices.rowAt(line.row);
    into(heading).push(
      row === undefined ? (
        <div
          key={line.row}
          role="row"
          aria-rowindex={line.row + 2}
          className={rowClasses.coming}
          style={{ top, height: rowHeight }}
        >
          <span role="gridcell">
            <span className="sr-only">{t('Reading…')}</span>
          </span>
        </div>
      ) : (
        <RowLine
          key={line.row}
          index={line.row}
          top={top}
          height={rowHeight}
          row={row}
          columns={columnIds}
          meta={meta}
          here={line.row === cursor}
          selected={selected.has(row.caseId)}
          searching={searching}
          heading={heading?.from === line.row ? headingWords(heading) : null}
          onPoint={point}
          onOpen={open}
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
          {columnIds.map((column) => (
            <HeaderCell
              key={column}
              column={column}
              sort={sort}
              chosen={chosen}
              onSort={toSort}
              onColumns={toColumns}
              onFilter={props.hasFilter(column) ? toFilter : undefined}
              edge={edge}
            />
          ))}
        </div>
        <div
          role={groups.length > 0 ? 'presentation' : 'rowgroup'}
          className={classes.body}
          style={{ height: lines.count * rowHeight }}
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
});
