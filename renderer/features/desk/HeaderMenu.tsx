import type { ReactElement } from 'react';
import type { ChosenColumns, DeskColumn } from '../../../shared/bridge/arrangement.ts';
import type { Sort } from '../../../shared/bridge/desk.ts';
import { t } from '../../words/t.ts';
import { type Act, ActMenu } from './ActMenu.tsx';
import { columnName, sortColumn } from './columns.tsx';
import { moveColumn, toggleColumn, usualWidth, widenColumn } from './layout.ts';
import { sortedBy, without } from './sort-by.ts';

export interface HeaderMenuProps {
  readonly column: DeskColumn;
  readonly sort: readonly Sort[];
  readonly chosen: ChosenColumns;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSort: (sort: Sort[]) => void;
  readonly onColumns: (chosen: ChosenColumns) => void;
  /** Opens the filter of this column; absent where there is none. */
  readonly onFilter?: (() => void) | undefined;
  /** What opens it by pointer. */
  readonly children: ReactElement;
}

/** Pixels by which a column grows or shrinks. */
const STEP = 24;

/** Everything that can be done with a column, by keyboard. */
export function HeaderMenu(props: HeaderMenuProps) {
  const { column, sort, chosen, open, onClose, onSort, onColumns, onFilter } = props;
  const by = sortColumn(column);
  const sorted = sort.some((each) => each.column === by);
  const others = sort.some((each) => each.column !== by);
  const width = chosen.find((each) => each.column === column)?.width;
  const wide = width ?? usualWidth(column);
  const act = (words: string, run: () => void): Act => ({ words, run });
  const also = (descending: boolean) => () => by !== null && onSort(sortedBy(sort, { column: by, descending }, true));
  const sorting =
    by === null
      ? []
      : [
          act(t('Sort upwards'), () => onSort([{ column: by, descending: false }])),
          act(t('Sort downwards'), () => onSort([{ column: by, descending: true }])),
          ...(others
            ? [act(t('Then by this, upwards'), also(false)), act(t('Then by this, downwards'), also(true))]
            : []),
          ...(sorted ? [act(t('Do not sort by this'), () => onSort(without(sort, by)))] : []),
        ];
  const acts = [
    ...sorting,
    ...(onFilter ? [act(t('Filter by this…'), onFilter)] : []),
    act(t('Further to the front'), () => onColumns(moveColumn(chosen, column, -1))),
    act(t('Further to the back'), () => onColumns(moveColumn(chosen, column, 1))),
    act(t('Wider'), () => onColumns(widenColumn(chosen, column, wide + STEP))),
    act(t('Narrower'), () => onColumns(widenColumn(chosen, column, wide - STEP))),
    ...(width === undefined ? [] : [act(t('As wide as usual'), () => onColumns(widenColumn(chosen, column, null)))]),
    ...(chosen.length > 1 ? [act(t('Hide the column'), () => onColumns(toggleColumn(chosen, column)))] : []),
  ];
  return (
    <ActMenu open={open} onClose={onClose} label={t('Column {{column}}', { column: columnName(column) })} acts={acts}>
      {props.children}
    </ActMenu>
  );
}
