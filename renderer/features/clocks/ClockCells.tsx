import { Bell, Triangle } from 'lucide-react';
import { memo } from 'react';
import type { DueRow } from '../../../shared/bridge/dues.ts';
import { ClockMark, Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { dayAndTime, relative } from '../case/when.ts';
import { descriptor } from '../desk/cover-line.ts';
import { pressing, toneOf } from '../dues/due-words.ts';
import { Cell, Cut } from '../grid/Cell.tsx';
import classes from './clocks.module.css';
import { nextActOf, whatIsDue } from './row-words.ts';

interface Props {
  readonly row: DueRow;
  readonly me: string;
  /** Milliseconds, by the minute. */
  readonly now: number;
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
export const ClockCells = memo(function ClockCells({ row, me, now }: Props) {
  const holder = row.holder === null ? t('Nobody') : row.holder.user === me ? t('You') : row.holder.name;
  return (
    <>
      <Cell className={toneClass(row, now)}>
        {row.due === null ? (
          t('No time')
        ) : (
          <time dateTime={row.due}>
            {dayAndTime(row.due, now)}, {pressing(row.due, now) === 'passed' && `${t('passed')} `}
            {relative(row.due, now)}
          </time>
        )}
      </Cell>
      <Cell>
        <span className={`${classes.withMark} ${row.kind === 'alert' ? classes.danger : ''}`}>
          {mark(row)}
          <Cut>
            {whatIsDue(row)}
            {row.words !== null && (
              <>
                {': '}
                <Foreign text={row.words} />
              </>
            )}
          </Cut>
        </span>
      </Cell>
      <Cell mono>{row.reference}</Cell>
      <Cell>
        <Cut>
          {descriptor(row)}
          {row.subject !== null && (
            <>
              {' · '}
              <Foreign text={row.subject} />
            </>
          )}
        </Cut>
      </Cell>
      <Cell>
        <Cut>{holder}</Cut>
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
      </Cell>
      <Cell>
        <Cut>{nextActOf(row)}</Cut>
      </Cell>
    </>
  );
});
