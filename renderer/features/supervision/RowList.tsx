import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { moveOf } from '../desk/moves.ts';
import { changeSupervisionPlace, type Tab, useSupervisionPlace } from './supervision-place.ts';
import classes from './supervision.module.css';

interface Props<R> {
  readonly tab: Tab;
  readonly label: string;
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  readonly multi?: boolean;
  /** The cells of a row. */
  readonly children: (row: R) => ReactNode;
}

/** Where the cursor of a list stands, and the row there. */
export function useRowHere<R>(tab: Tab, rows: readonly R[], keyOf: (row: R) => string): { at: number; here?: R } {
  const { cursors } = useSupervisionPlace();
  const at = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === cursors[tab]),
  );
  const here = rows[at];
  return here === undefined ? { at } : { at, here };
}

/** One list of the screen, as a grid with one tab stop: arrows, `J` and `K`, Home and End move through it. */
export function RowList<R>({ tab, label, rows, keyOf, multi = false, children }: Props<R>) {
  const grid = useRef<HTMLDivElement>(null);
  const { at, here } = useRowHere(tab, rows, keyOf);
  const hereKey = here === undefined ? null : keyOf(here);
  const idOf = (key: string) => `supervision-${key}`;
  useEffect(() => {
    const nowhere = document.activeElement === document.body || document.activeElement === null;
    if (nowhere) grid.current?.focus();
  }, [tab]);
  useEffect(() => {
    if (hereKey !== null) document.getElementById(idOf(hereKey))?.scrollIntoView({ block: 'nearest' });
  }, [hereKey]);
  const moveTo = (index: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (next !== undefined) changeSupervisionPlace(({ cursors }) => ({ cursors: { ...cursors, [tab]: keyOf(next) } }));
  };
  const hear = (event: KeyboardEvent) => {
    if (event.target !== grid.current || event.shiftKey) return;
    const next = moveOf(event, at, 8);
    if (next === null) return;
    event.preventDefault();
    moveTo(next);
  };
  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={multi}
      aria-activedescendant={hereKey === null ? undefined : idOf(hereKey)}
      data-keys="supervision"
      data-pane="supervision"
      className={classes.grid}
      onKeyDown={hear}
    >
      {rows.map((row, index) => (
        <div
          key={keyOf(row)}
          id={idOf(keyOf(row))}
          role="row"
          aria-selected={multi ? undefined : index === at}
          data-here={index === at}
          className={classes.row}
          onClick={() => {
            moveTo(index);
            grid.current?.focus();
          }}
        >
          {children(row)}
        </div>
      ))}
    </div>
  );
}
