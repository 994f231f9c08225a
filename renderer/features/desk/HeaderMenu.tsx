import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ChosenColumns, DeskColumn } from '../../../shared/bridge/arrangement.ts';
import type { Sort } from '../../../shared/bridge/desk.ts';
import { useLayer } from '../../app/layers.tsx';
import { t } from '../../words/t.ts';
import { columnName, sortColumn } from './columns.tsx';
import { moveColumn, toggleColumn, usualWidth, widenColumn } from './layout.ts';
import classes from './Menus.module.css';
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
  readonly children: ReactNode;
}

/** Pixels by which a column grows or shrinks. */
const STEP = 24;

/** Everything that can be done with a column, by keyboard. */
export function HeaderMenu(props: HeaderMenuProps) {
  const { column, sort, chosen, open, onClose, onSort, onColumns, onFilter } = props;
  useLayer(open, onClose, false);
  const by = sortColumn(column);
  const sorted = sort.some((each) => each.column === by);
  const others = sort.some((each) => each.column !== by);
  const width = chosen.find((each) => each.column === column)?.width;
  const item = (words: string, act: () => void) => (
    <Menu.Item className={classes.item} onClick={act}>
      {words}
    </Menu.Item>
  );
  return (
    <Menu
      opened={open}
      onChange={(next) => !next && onClose()}
      position="bottom-start"
      offset={2}
      withinPortal
      closeOnEscape={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.menu }}
    >
      <Menu.Target>{props.children}</Menu.Target>
      <Menu.Dropdown aria-label={t('Column {{column}}', { column: columnName(column) })}>
        {by !== null && (
          <>
            {item(t('Sort upwards'), () => onSort([{ column: by, descending: false }]))}
            {item(t('Sort downwards'), () => onSort([{ column: by, descending: true }]))}
            {others &&
              item(t('Then by this, upwards'), () => onSort(sortedBy(sort, { column: by, descending: false }, true)))}
            {others &&
              item(t('Then by this, downwards'), () => onSort(sortedBy(sort, { column: by, descending: true }, true)))}
            {sorted && item(t('Do not sort by this'), () => onSort(without(sort, by)))}
            <Menu.Divider className={classes.divider} />
          </>
        )}
        {onFilter && item(t('Filter by this…'), onFilter)}
        {item(t('Further to the front'), () => onColumns(moveColumn(chosen, column, -1)))}
        {item(t('Further to the back'), () => onColumns(moveColumn(chosen, column, 1)))}
        {item(t('Wider'), () => onColumns(widenColumn(chosen, column, (width ?? usualWidth(column)) + STEP)))}
        {item(t('Narrower'), () => onColumns(widenColumn(chosen, column, (width ?? usualWidth(column)) - STEP)))}
        {width !== undefined && item(t('As wide as usual'), () => onColumns(widenColumn(chosen, column, null)))}
        {chosen.length > 1 && item(t('Hide the column'), () => onColumns(toggleColumn(chosen, column)))}
      </Menu.Dropdown>
    </Menu>
  );
}
