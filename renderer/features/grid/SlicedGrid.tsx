import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useRowHeight } from '../../app/appearance.ts';
import { t } from '../../words/t.ts';
import { moveOf } from '../desk/moves.ts';
import type { Slices } from '../desk/slices.ts';
import styles from './grid.module.css';

const HEADER = 28;

interface Props<Row> {
  readonly ref: Ref<HTMLDivElement>;
  /** Whose shortcuts work in it. */
  readonly keys: string;
  readonly pane: string;
  /** What the id of a row begins with. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly string[];
  /** Sets `--columns`, a grid template. */
  readonly className: string | undefined;
  readonly slices: Slices<Row>;
  readonly cursor: number;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onShow: (from: number, to: number) => void;
  /** What tells a row from others, for tests and styles. */
  readonly marksOf: (row: Row) => Readonly<Record<`data-${string}`, string>>;
  /** The cells of a row. */
  readonly children: (row: Row) => ReactNode;
}

/** A grid of any number of rows, of which only those in view exist. The focus stays on the grid, the row is named. */
export function SlicedGrid<Row>(props: Props<Row>) {
  const { ref, name, slices, cursor, onCursor, onOpen, onShow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => scroller.current!, []);
  const rowHeight = useRowHeight();
  const virtualizer = useVirtualizer({
    count: slices.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: HEADER,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const shown = virtualizer.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = (shown.at(-1)?.index ?? -1) + 1;
  useEffect(() => onShow(from, to), [onShow, slices, from, to]);
  useEffect(() => {
    if (cursor < slices.total) virtualizer.scrollToIndex(cursor, { align: 'auto' });
  }, [virtualizer, cursor, slices.total, rowHeight]);

  const hear = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = moveOf(event, cursor, page);
    if (next === null || event.shiftKey || slices.total === 0) return;
    event.preventDefault();
    onCursor(Math.min(slices.total - 1, Math.max(0, next)));
  };
  return (
    <div className={`${styles.table} ${props.className}`}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        data-keys={props.keys}
        data-pane={props.pane}
        aria-label={props.label}
        aria-rowcount={slices.total + 1}
        aria-activedescendant={cursor >= from && cursor < to ? `${name}-${cursor}` : undefined}
        className={styles.grid}
        onKeyDown={hear}
      >
        <div role="row" aria-rowindex={1} className={styles.header}>
          {props.columns.map((column) => (
            <span key={column} role="columnheader" className={styles.cell}>
              {column}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = slices.rowAt(index);
            const style = { transform: `translateY(${start}px)`, height: rowHeight };
            return row === undefined ? (
              <div key={index} role="row" aria-rowindex={index + 2} className={styles.row} style={style}>
                <span role="gridcell">
                  <span className="sr-only">{t('Reading…')}</span>
                </span>
              </div>
            ) : (
              <div
                key={index}
                id={`${name}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === cursor}
                {...props.marksOf(row)}
                className={`${styles.row} ${index === cursor ? styles.here : ''}`}
                style={style}
                onMouseDown={() => onCursor(index)}
                onDoubleClick={() => onOpen(index)}
              >
                {props.children(row)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
