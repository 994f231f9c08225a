import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { descriptor } from '../desk/cover-line.ts';
import { changeViewPlace, useViewKey, useViewPlace } from '../desk/desk-place.ts';
import { moveOf } from '../desk/moves.ts';
import { useDeskList } from '../desk/use-desk-list.ts';
import { Foreign, UrgencyMark, useLatest, useMinute } from '../../ui/index.ts';
import { urgencyName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { age } from '../../words/time.ts';
import { goCovered } from './cover.ts';
import { landOnHit } from './hits/hit-place.ts';
import styles from './queue.module.css';

/** CSS pixels of one case: two lines. */
const ROW = 48;

/** The list that the Desk shows, beside the open case where a window has room for it. Going to another case covers its text. */
export function Queue({ caseId }: { readonly caseId: string }) {
  const now = useMinute();
  const key = useViewKey();
  const { view, search, typing, filter, sort, index: left } = useViewPlace(key);
  const { opened, show } = useDeskList({ view, search, typing, filter, sort }, true);
  const total = opened?.slices.total ?? 0;
  const rowAt = (index: number) => opened?.slices.rowAt(index);
  const [cursor, setCursor] = useState(left);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 4,
    initialOffset: Math.max(0, (left - 3) * ROW),
  });
  const shown = virtualizer.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  useEffect(() => show(first, last + 1), [show, first, last, opened]);
  // By whatever way one comes to another case of the list, its row is the one where one is.
  useEffect(() => setCursor(left), [left, caseId]);
  const bring = useLatest(() => {
    if (total > 0) virtualizer.scrollToIndex(Math.min(cursor, total - 1));
  });
  useEffect(bring, [bring, cursor, total]);

  const open = (index: number) => {
    const row = rowAt(index);
    if (row === undefined || row.caseId === caseId) return;
    changeViewPlace(key, { caseId: row.caseId, index });
    if (row.hitPlace !== null) landOnHit(row.caseId);
    goCovered(row.caseId);
  };
  const hear = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 1);
    const next = moveOf(event, cursor, page);
    if (event.key === 'Enter') open(cursor);
    else if (next !== null) setCursor(Math.min(Math.max(next, 0), Math.max(0, total - 1)));
    else return;
    event.preventDefault();
  };
  const id = (index: number) => `queue-${index}`;
  return (
    <section className={styles.queue} data-pane="queue" aria-label={t('Cases of this view')}>
      <div
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label={t('Cases of this view')}
        aria-activedescendant={shown.some(({ index }) => index === cursor) ? id(cursor) : undefined}
        className={styles.scroller}
        onKeyDown={hear}
      >
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <div
                key={index}
                id={id(index)}
                role="option"
                aria-selected={row?.caseId === caseId}
                aria-setsize={total}
                aria-posinset={index + 1}
                data-here={index === cursor}
                data-unread={row?.unread === true}
                className={styles.row}
                style={{ transform: `translateY(${start}px)`, height: ROW }}
                onClick={() => {
                  setCursor(index);
                  open(index);
                }}
              >
                {row !== undefined && (
                  <>
                    <span className={styles.head}>
                      <UrgencyMark urgency={row.urgency} />
                      <span className={styles.reference} translate="no">
                        {row.reference}
                      </span>
                      <span className="sr-only">{urgencyName(row.urgency)}</span>
                      <time className={styles.age} dateTime={row.receivedAt}>
                        {age(row.receivedAt, now)}
                      </time>
                    </span>
                    <Foreign text={descriptor(row)} className={styles.what ?? ''} />
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
