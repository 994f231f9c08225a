import { Bell, Triangle } from 'lucide-react';
import { memo } from 'react';
import type { DueRow } from '../../../shared/bridge/dues.ts';
import { ClockMark, Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { dayAndTime, relative } from '../case/when.ts';
import { descriptor } from '../desk/cover-line.ts';
import { pressing, toneOf } from '../dues/due-words.ts';
import classes from './clocks.module.css';
import { nextActOf, whatIsDue } from './row-words.ts';

interface Props {
  readonly row: DueRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly here: boolean;
  readonly me: string;
  /** Milliseconds, by the minute. */
  readonly now: number;
  readonly onPoint: (index: number) => void;
  readonly onOpen: (index: number) => void;
}

const mark = (row: DueRow) =>
  row.kind === 'alert' ? (
    <Triangle size={12} aria-hidden="true" />
  ) : (
    <ClockMark
      kind={row.statutory ? 'statutory' : 'service'}
      label={row.kind === 'clock' ? (row.statutory ? t('Statutory clock') : t('Service clock')) : undefined}
    />
  );

/** Danger's colour for a person in danger and for a statutory clock that has passed; due's for the rest of today. */
const toneClass = (row: DueRow, now: number) => {
  if (row.kind === 'alert') return classes.danger;
  const tone = row.due === null ? 'plain' : toneOf(row.due, row.statutory ? 'statutory' : 'service', now);
  return tone === 'danger' ? classes.danger : tone === 'due' ? classes.due : '';
};

/** One thing that is due: when, what, in which case, who holds it, and what they do next. */
export const ClockLine = memo(function ClockLine({ row, index, top, height, here, me, now, onPoint, onOpen }: Props) {
  const holder = row.holder === null ? t('Nobody') : row.holder.user === me ? t('You') : row.holder.name;
  return (
    <div
      id={`due-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={here}
      data-case={row.caseId}
      data-due={`${row.kind} ${row.what}`}
      className={`${classes.row} ${here ? classes.here : ''}`}
      style={{ transform: `translateY(${top}px)`, height }}
      onMouseDown={() => onPoint(index)}
      onDoubleClick={() => onOpen(index)}
    >
      <span role="gridcell" className={`${classes.cell} ${toneClass(row, now)}`}>
        {row.due === null ? (
          t('No time')
        ) : (
          <time dateTime={row.due}>
            {dayAndTime(row.due, now)}, {pressing(row.due, now) === 'passed' && `${t('passed')} `}
            {relative(row.due, now)}
          </time>
        )}
      </span>
      <span role="gridcell" className={classes.cell}>
        <span className={`${classes.withMark} ${row.kind === 'alert' ? classes.danger : ''}`}>
          {mark(row)}
          <span className={classes.cut}>
            {whatIsDue(row)}
            {row.words !== null && (
              <>
                {': '}
                <Foreign text={row.words} />
              </>
            )}
          </span>
        </span>
      </span>
      <span translate="no" role="gridcell" className={`${classes.cell} mono`}>
        {row.reference}
      </span>
      <span role="gridcell" className={classes.cell}>
        <span className={classes.cut}>
          {descriptor(row)}
          {row.subject !== null && (
            <>
              {' · '}
              <Foreign text={row.subject} />
            </>
          )}
        </span>
      </span>
      <span role="gridcell" className={classes.cell}>
        <span className={classes.cut}>{holder}</span>
        {row.reminded !== null && row.reminded.to.user === row.holder?.user && (
          <span
            className={classes.reminded}
            title={t('Reminded by {{name}} {{when}}', {
              name: row.reminded.by.name,
              when: dayAndTime(row.reminded.at, now),
            })}
          >
            <Bell size={12} aria-hidden="true" /> {t('reminded')}
          </span>
        )}
      </span>
      <span role="gridcell" className={classes.cell}>
        <span className={classes.cut}>{nextActOf(row)}</span>
      </span>
    </div>
  );
});
