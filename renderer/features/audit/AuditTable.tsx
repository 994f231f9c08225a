import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { AuditLine } from '../../../shared/bridge/audit.ts';
import { useRowHeight } from '../../app/appearance.ts';
import { t } from '../../words/t.ts';
import { moveOf } from '../desk/moves.ts';
import type { Slices } from '../desk/slices.ts';
import { AuditRow } from './AuditRow.tsx';
import styles from './audit.module.css';

interface Props {
  readonly ref: Ref<HTMLDivElement>;
  readonly slices: Slices<AuditLine>;
  readonly cursor: number;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onShow: (from: number, to: number) => void;
}

/** The grid of the audit: of any number of entries only those in view exist. The focus stays on the grid, the row is named. */
export function AuditTable({ ref, slices, cursor, onCursor, onOpen, onShow }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => scroller.current!, []);
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
  const columns = [
    t('When'),
    t('Kind'),
    t('What'),
    t('Case'),
    t('Who'),
    t('Workstation'),
    t('Justification'),
    t('Recipient'),
    t('Log'),
  ];
  return (
    <div className={styles.table}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        data-keys="audit"
        data-pane="entries"
        aria-label={t('Entries of the audit')}
        aria-rowcount={slices.total + 1}
        aria-activedescendant={cursor >= from && cursor < to ? `entry-${cursor}` : undefined}
        className={styles.grid}
        onKeyDown={hear}
      >
        <div role="row" aria-rowindex={1} className={styles.header}>
          {columns.map((column) => (
            <span key={column} role="columnheader" className={styles.cell}>
              {column}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => (
            <AuditRow
              key={index}
              line={slices.rowAt(index)}
              index={index}
              top={start}
              height={rowHeight}
              here={index === cursor}
              onPoint={onCursor}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
