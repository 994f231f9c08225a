import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ChosenColumns, DeskColumn } from '../../../shared/bridge/arrangement.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { columnName } from './columns.tsx';
import classes from './Desk.module.css';
import { moveColumn, toggleColumn } from './layout.ts';

export interface ColumnChoiceProps {
  readonly open: boolean;
  readonly chosen: ChosenColumns;
  /** Null puts back the columns that fit the window by themselves. */
  readonly onColumns: (chosen: ChosenColumns | null) => void;
  readonly onClose: () => void;
}

/** Which columns are shown, and in which order. Acts at once. */
export function ColumnChoice({ open, chosen, onColumns, onClose }: ColumnChoiceProps) {
  const shown = chosen.map(({ column }) => column);
  const rest = DeskColumn.options.filter((column) => !shown.includes(column));
  return (
    <Dialog open={open} onClose={onClose} title={t('Columns')} width={400}>
      <div className={classes.dialog}>
        <ul className={classes.people} aria-label={t('Columns, in their order')}>
          {[...shown, ...rest].map((column, at) => (
            <li key={column} className={classes.column}>
              <label className={classes.value}>
                <input
                  type="checkbox"
                  data-autofocus={at === 0 ? true : undefined}
                  checked={shown.includes(column)}
                  disabled={shown.length === 1 && shown[0] === column}
                  onChange={() => onColumns(toggleColumn(chosen, column))}
                />
                <span className={classes.valueName}>{columnName(column)}</span>
              </label>
              <Button
                variant="quiet"
                icon={<ArrowUp size={14} aria-hidden="true" />}
                aria-label={t('{{column}} further to the front', { column: columnName(column) })}
                disabled={at === 0 || !shown.includes(column)}
                onClick={() => onColumns(moveColumn(chosen, column, -1))}
              />
              <Button
                variant="quiet"
                icon={<ArrowDown size={14} aria-hidden="true" />}
                aria-label={t('{{column}} further to the back', { column: columnName(column) })}
                disabled={at >= shown.length - 1}
                onClick={() => onColumns(moveColumn(chosen, column, 1))}
              />
            </li>
          ))}
        </ul>
        <div className={classes.acts}>
          <Button onClick={() => onColumns(null)}>{t('Those that fit the window')}</Button>
          <Button variant="main" onClick={onClose}>
            {t('Close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
