import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { DueRow } from '../../../shared/bridge/dues.ts';
import { useRowHeight } from '../../app/appearance.ts';
import { useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { moveOf } from '../desk/moves.ts';
import type { Slices } from '../desk/slices.ts';
import { ClockLine } from './ClockLine.tsx';
import classes from './clocks.module.css';

interface Props {
  readonly ref: Ref<HTMLDivElement>;
  readonly slices: Slices<DueRow>;
  readonly cursor: number;
  readonly me: string;
  readonly label: string;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onShow: (from: number, to: number) => void;
}

/** The grid of what is due: only the rows in view exist. The focus stays on the grid, the row is named. */
export function ClocksTable({ ref, slices, cursor, me, label, onCursor, onOpen, onShow }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => scroller.current!, []);
  const now = useMinute();
  const rowHeight = useRowHeight();
  const virtualizer = useVirtualizer({
    count: slices.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 28,
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
  const columns = [t('Due'), t('What'), t('Reference'), t('Case'), t('Holder'), t('Next act')];
  return (
    <div className={classes.table}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        data-keys="clocks"
        data-pane="clocks"
        aria-label={label}
        aria-rowcount={slices.total + 1}
        aria-activedescendant={cursor >= from && cursor < to ? `due-${cursor}` : undefined}
        className={classes.grid}
        onKeyDown={hear}
      >
        <div role="row" aria-rowindex={1} className={classes.header}>
          {columns.map((column) => (
            <span key={column} role="columnheader" className={classes.cell}>
              {column}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = slices.rowAt(index);
            return row === undefined ? (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className={classes.row}
                style={{ transform: `translateY(${start}px)`, height: rowHeight }}
              >
                <span role="gridcell">
                  <span className="sr-only">{t('Reading…')}</span>
                </span>
              </div>
            ) : (
              <ClockLine
                key={index}
                row={row}
                index={index}
                top={start}
                height={rowHeight}
                here={index === cursor}
                me={me}
                now={now}
                onPoint={onCursor}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
