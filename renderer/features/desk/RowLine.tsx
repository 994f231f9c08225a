import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { type features, Hit } from './columns.tsx';
import classes from './RowLine.module.css';
import { t } from '../../words/t.ts';

export interface RowLineProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly row: Row<typeof features, DeskRow>;
  readonly here: boolean;
  readonly selected: boolean;
  readonly searching: boolean;
  /** Said before the first row of a group: `Now 3`. */
  readonly heading: string | null;
  /** Changes when the cells must be drawn anew: a minute has passed, or a name came. */
  readonly turn: unknown;
  readonly onPoint: (index: number, shift: boolean, ctrl: boolean) => void;
  readonly onOpen: (index: number) => void;
}

const drawnAlike = (a: RowLineProps, b: RowLineProps): boolean =>
  a.row.original === b.row.original &&
  a.index === b.index &&
  a.top === b.top &&
  a.height === b.height &&
  a.here === b.here &&
  a.selected === b.selected &&
  a.searching === b.searching &&
  a.heading === b.heading &&
  a.turn === b.turn;

/** One case of the Desk. Unread rows are semibold; the dot says so as well. */
export const RowLine = memo(function RowLine(props: RowLineProps) {
  const { row, index, here, selected } = props;
  const { original } = row;
  const apart = original.readers !== undefined;
  const names = [
    classes.row,
    apart && classes.apart,
    here && classes.here,
    selected && classes.selected,
    original.unread && classes.unread,
  ];
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-case={original.caseId}
      className={names.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onMouseDown={(event) => props.onPoint(index, event.shiftKey, event.ctrlKey || event.metaKey)}
      onDoubleClick={() => props.onOpen(index)}
    >
      <div className={classes.cells}>
        <span role="gridcell" className={classes.state}>
          {selected ? (
            <span className={classes.tick} aria-hidden="true" />
          ) : (
            original.unread && <span className={classes.dot} aria-hidden="true" />
          )}
          {props.heading !== null && <span className="sr-only">{props.heading}. </span>}
          {original.unread && <span className="sr-only">{t('Unread')}</span>}
        </span>
        {row.getAllCells().map((cell) => (
          <span key={cell.id} role="gridcell" className={`${classes.cell} ${classes[`of_${cell.column.id}`] ?? ''}`}>
            <FlexRender cell={cell} />
          </span>
        ))}
      </div>
      {props.searching && <Hit row={original} />}
    </div>
  );
}, drawnAlike);
