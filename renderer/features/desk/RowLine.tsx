import { memo, type MouseEvent } from 'react';
import type { DeskColumn } from '../../../shared/bridge/arrangement.ts';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { cellOf, type DeskMeta, Hit } from './columns.tsx';
import classes from './RowLine.module.css';
import { t } from '../../words/t.ts';

export interface RowLineProps {
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly row: DeskRow;
  readonly columns: readonly DeskColumn[];
  /** Another one when the cells must be drawn anew: a minute has passed. */
  readonly meta: DeskMeta;
  readonly here: boolean;
  readonly selected: boolean;
  readonly searching: boolean;
  /** Said before the first row of a group: `Now 3`. */
  readonly heading: string | null;
  readonly onPoint: (index: number, shift: boolean, ctrl: boolean) => void;
  readonly onOpen: (index: number) => void;
}

/**
 * One case of the Desk. Unread rows are semibold; the dot says so as well. A cell is one element wherever its words
 * allow: every key that brings another list draws some three hundred of them.
 */
export const RowLine = memo(function RowLine(props: RowLineProps) {
  const { row, index, here, selected, meta } = props;
  let names = classes.row!;
  if (row.readers !== undefined) names += ` ${classes.apart}`;
  if (here) names += ` ${classes.here}`;
  if (selected) names += ` ${classes.selected}`;
  if (row.unread) names += ` ${classes.unread}`;
  return (
    <div
      id={`desk-row-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-case={row.caseId}
      className={names}
      style={{ top: props.top, height: props.height }}
      onMouseDown={(event: MouseEvent) => props.onPoint(index, event.shiftKey, event.ctrlKey || event.metaKey)}
      onDoubleClick={() => props.onOpen(index)}
    >
      <div className={classes.cells}>
        <span role="gridcell" className={classes.state}>
          {selected ? (
            <span className={classes.tick} aria-hidden="true" />
          ) : (
            row.unread && <span className={classes.dot} aria-hidden="true" />
          )}
          {props.heading !== null && <span className="sr-only">{props.heading}. </span>}
          {row.unread && <span className="sr-only">{t('Unread')}</span>}
        </span>
        {props.columns.map((column) => {
          const { words, mark, tone, title, foreign } = cellOf(column, row, meta);
          const own = column === 'receivedAt' ? `${classes.cell} ${classes.atEnd}` : classes.cell;
          return (
            <span
              key={column}
              role="gridcell"
              className={tone === undefined ? own : `${own} ${tone}`}
              title={title}
              dir={foreign ? 'auto' : undefined}
              translate={foreign || column === 'reference' ? 'no' : undefined}
            >
              {mark}
              {words}
            </span>
          );
        })}
      </div>
      {props.searching && <Hit row={row} />}
    </div>
  );
});
