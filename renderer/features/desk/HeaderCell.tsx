import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, memo, useCallback, useRef, useState } from 'react';
import type { DeskColumn } from '../../../shared/bridge/arrangement.ts';
import { t } from '../../words/t.ts';
import { columnName, sortColumn } from './columns.tsx';
import classes from './DeskTable.module.css';
import { HeaderMenu, type HeaderMenuProps } from './HeaderMenu.tsx';
import { pressedHeader } from './sort-by.ts';
import type { Edge } from './use-column-width.ts';

export interface HeaderCellProps extends Omit<HeaderMenuProps, 'open' | 'onClose' | 'onFilter' | 'children'> {
  readonly edge: Edge;
  /** Opens the filter of a column; absent where this one has none. */
  readonly onFilter: ((column: DeskColumn) => void) | undefined;
}

/** Whether a key belongs to the button alone: the grid around it would open a case with it. */
const ownKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  !ctrlKey && !metaKey && !altKey && !/^(?:F\d+|Escape)$/.test(key);

const asksForMenu = ({ key, shiftKey }: KeyboardEvent) => key === 'ContextMenu' || (key === 'F10' && shiftKey);

/**
 * The head of a column: sorts by it; with Shift besides what is sorted by already; its menu with `Shift+F10`. Drawn again
 * only when the columns or their sorting change; its menu is there once it is opened.
 */
export const HeaderCell = memo(function HeaderCell({ edge, onFilter, ...menu }: HeaderCellProps) {
  const { column, sort, onSort } = menu;
  const [open, setOpen] = useState(false);
  const head = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setOpen(false);
    head.current?.focus();
  }, []);
  const by = sortColumn(column);
  const place = sort.findIndex((each) => each.column === by);
  const sorted = sort[place];
  const press = (adding: boolean) => (by === null ? setOpen(true) : onSort(pressedHeader(sort, by, adding)));
  const hear = (event: KeyboardEvent) => {
    if (asksForMenu(event)) setOpen(true);
    else if (by !== null && event.shiftKey && (event.key === 'Enter' || event.key === ' ')) press(true);
    else {
      if (ownKey(event)) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const Arrow = sorted?.descending ? ArrowDown : ArrowUp;
  const more = (
    <button type="button" tabIndex={-1} aria-hidden="true" className={classes.more} onClick={() => setOpen(!open)}>
      <ChevronDown size={12} aria-hidden="true" />
    </button>
  );
  return (
    <span
      role="columnheader"
      data-column={column}
      aria-sort={sorted === undefined ? undefined : sorted.descending ? 'descending' : 'ascending'}
      className={`${classes.head} ${column === 'receivedAt' ? classes.atEnd : ''}`}
      onContextMenu={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOpen(true);
      }}
    >
      <button
        ref={head}
        type="button"
        className={classes.sort}
        title={
          by === null
            ? t('Menu of the column: Shift+F10')
            : t('Sort; with Shift, sort by this as well. Menu of the column: Shift+F10')
        }
        aria-keyshortcuts="Shift+F10"
        onClick={(event) => press(event.shiftKey)}
        onKeyDown={hear}
      >
        <span className={classes.cut}>{columnName(column)}</span>
        {sorted && <Arrow size={12} aria-hidden="true" className={classes.arrow} />}
        {sorted && sort.length > 1 && (
          <span>
            <span className="sr-only">{t('sorted by this as number')} </span>
            {place + 1}
          </span>
        )}
      </button>
      {open ? (
        <HeaderMenu {...menu} onFilter={onFilter && (() => onFilter(column))} open={open} onClose={close}>
          {more}
        </HeaderMenu>
      ) : (
        more
      )}
      <span
        aria-hidden="true"
        className={classes.edge}
        onPointerDown={(event) => edge.begin(column, event)}
        onPointerMove={edge.move}
        onPointerUp={edge.end}
        onPointerCancel={edge.end}
      />
    </span>
  );
});
