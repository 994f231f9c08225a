import { useVirtualizer } from '@tanstack/react-virtual';
import { FlexRender, type SortingState, useTable } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { DeskRow, Sort } from '../../../shared/bridge/desk.ts';
import { SortColumn } from '../../../shared/bridge/desk.ts';
import { useRowHeight } from '../../app/appearance.ts';
import { useMinute } from '../../ui/index.ts';
import { columnsFor, features } from './columns.tsx';
import classes from './Desk.module.css';
import { moveOf } from './moves.ts';
import { RowLine } from './RowLine.tsx';
import type { Slices } from './slices.ts';

export interface DeskTableProps {
  readonly slices: Slices<DeskRow>;
  readonly me: string;
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  readonly sort: readonly Sort[];
  readonly searching: boolean;
  readonly label: string;
  readonly onCursor: (index: number, extend: boolean) => void;
  readonly onSelect: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onSort: (sort: Sort[]) => void;
  readonly onShow: (from: number, to: number) => void;
}

const excerptHeight = 22;

/** The grid of the Desk: 100,000 rows of which only those in view exist. The focus stays on the grid, the row is named. */
export function DeskTable(props: DeskTableProps) {
  const { slices, cursor, selected, sort, searching, onShow, onCursor, onOpen, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const now = useMinute();
  const rowHeight = useRowHeight() + (searching ? excerptHeight : 0);
  const virtualizer = useVirtualizer({
    count: slices.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const shown = virtualizer.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = (shown.at(-1)?.index ?? -1) + 1;
  useEffect(() => onShow(from, to), [onShow, slices, from, to]);

  // The row where one is comes into view when it moves by key, or when another list is shown.
  useEffect(() => {
    if (cursor < slices.total) virtualizer.scrollToIndex(cursor, { align: 'auto' });
  }, [virtualizer, cursor, slices.total, rowHeight]);

  const columns = useMemo(() => columnsFor({ now, me: props.me }), [now, props.me]);
  const rows = shown.flatMap(({ index }) => slices.rowAt(index) ?? []);
  const sorting: SortingState = sort.map(({ column, descending }) => ({ id: column, desc: descending }));
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.caseId,
    manualSorting: true,
    maxMultiSortColCount: 4,
    state: { sorting },
    onSortingChange: (change) => {
      const next = typeof change === 'function' ? change(sorting) : change;
      props.onSort(next.map(({ id, desc }) => ({ column: SortColumn.parse(id), descending: desc })));
    },
  });
  const { rowsById } = table.getRowModel();

  const hear = (event: KeyboardEvent) => {
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
        onKeyDown={hear}
      >
        <div role="row" aria-rowindex={1} className={classes.header}>
          <span role="columnheader" className={classes.state}>
            <span className="sr-only">Unread</span>
          </span>
          {table.getHeaderGroups()[0]?.headers.map((header) => {
            const sorted = header.column.getIsSorted();
            return (
              <span
                key={header.id}
                role="columnheader"
                aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
                className={`${classes.cell} ${classes[`of_${header.column.id}`] ?? ''}`}
              >
                {header.column.getCanSort() ? (
                  <button
                    type="button"
                    className={classes.sort}
                    title="Sort; with Shift, sort by this as well"
                    onClick={header.column.getToggleSortingHandler()}
                    onKeyDown={(event) => event.stopPropagation()}
                  >
                    <FlexRender header={header} />
                    {sorted === 'asc' && <ArrowUp size={12} aria-hidden="true" />}
                    {sorted === 'desc' && <ArrowDown size={12} aria-hidden="true" />}
                    {sorted !== false && sort.length > 1 && <span>{header.column.getSortIndex() + 1}</span>}
                  </button>
                ) : (
                  <FlexRender header={header} />
                )}
              </span>
            );
          })}
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const caseId = slices.rowAt(index)?.caseId;
            const row = caseId === undefined ? undefined : rowsById[caseId];
            if (!row || caseId === undefined) {
              return (
                <div
                  key={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className={classes.coming}
                  style={{ transform: `translateY(${start}px)`, height: rowHeight }}
                >
                  <span role="gridcell">
                    <span className="sr-only">Reading…</span>
                  </span>
                </div>
              );
            }
            return (
              <RowLine
                key={index}
                id={`desk-row-${index}`}
                index={index}
                top={start}
                height={rowHeight}
                row={row}
                here={index === cursor}
                selected={selected.has(caseId)}
                searching={searching}
                turn={columns}
                onPoint={point}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
