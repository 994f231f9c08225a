/** The columns of the Desk: what a row tells before it is opened. */
import { type ColumnDef, tableFeatures } from '@tanstack/react-table';
import { CircleAlert, Clock as ClockIcon, Paperclip, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeskColumn } from '../../../shared/bridge/arrangement.ts';
import { type DeskRow, type Sort, SortColumn } from '../../../shared/bridge/desk.ts';
import { labelOf } from '../../words/codes.ts';
import { Chip, ClockMark, Excerpt, UrgencyMark } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { channelName, nextActs, stateNames, urgencyName } from '../../words/labels.ts';
import { whoSees } from '../../words/readers.ts';
import { t } from '../../words/t.ts';
import { absolute, age, stretch } from '../../words/time.ts';
import { descriptor } from './cover-line.ts';
import { hitPlaceName } from './hit-place.ts';
import classes from './RowLine.module.css';

/** Sorting, filtering and counting are done in the vault; the table draws the cells. */
export const features = tableFeatures({});

/** What a cell needs besides its row. */
export interface DeskMeta {
  readonly now: number;
  readonly me: string;
}

type Column = ColumnDef<typeof features, DeskRow>;

const names: Readonly<Record<DeskColumn, () => string>> = {
  urgency: () => t('Urgency'),
  nextAct: () => t('Next act'),
  nextDue: () => t('Due'),
  reference: () => t('Reference'),
  receivedAt: () => t('Age'),
  force: () => t('Force'),
  category: () => t('Report'),
  subject: () => t('Subject'),
  state: () => t('State'),
  channel: () => t('Came by'),
  labels: () => t('Labels'),
  allocatedTo: () => t('Holder'),
  marks: () => t('Marks'),
};
export const columnName = (column: DeskColumn): string => names[column]();

/** The column as one that a list can be sorted by; null for the others. */
export function sortColumn(column: DeskColumn): Sort['column'] | null {
  const parsed = SortColumn.safeParse(column);
  return parsed.success ? parsed.data : null;
}

/** Shapes that many rows share: the same element every time, so that nothing of it is drawn again. */
const urgencyMarks = {
  immediate: <UrgencyMark urgency="immediate" />,
  priority: <UrgencyMark urgency="priority" />,
  routine: <UrgencyMark urgency="routine" />,
} as const;
const clockMarks = { statutory: <ClockMark kind="statutory" />, service: <ClockMark kind="service" /> } as const;

/** When the nearest thing is due: late, today, or later. Only a statutory clock that has passed is danger's colour. */
function due({ nextDue, nextDueStatutory }: DeskRow, now: number): Cell {
  if (nextDue === null) return nothingHere;
  const apart = Date.parse(nextDue) - now;
  const today = apart >= 0 && new Date(nextDue).toDateString() === new Date(now).toDateString();
  const tone = apart < 0 && nextDueStatutory ? classes.danger : apart < 0 || today ? classes.due : undefined;
  const at = absolute(nextDue, now);
  return {
    tone,
    title: at,
    mark: clockMarks[nextDueStatutory ? 'statutory' : 'service'],
    words: apart < 0 ? t('{{time}} late', { time: stretch(apart) }) : at,
  };
}

function Marks({ row }: { row: DeskRow }) {
  return (
    <span className={classes.marks}>
      {row.readers !== undefined && (
        <span
          className={classes.readers}
          title={t('Named-readers case: {{whoSees}}', { whoSees: whoSees(row.readers) })}
        >
          {counted(row.readers, 'reader')}
        </span>
      )}
      {row.draft && <Pencil size={14} className={classes.local} role="img" aria-label={t('Draft here')} />}
      {row.waiting > 0 && (
        <ClockIcon
          size={14}
          className={classes.local}
          role="img"
          aria-label={t('{{waiting}} waiting', { waiting: row.waiting })}
        />
      )}
      {row.refused > 0 && (
        <CircleAlert
          size={14}
          className={classes.local}
          role="img"
          aria-label={t('{{refused}} refused', { refused: row.refused })}
        />
      )}
      {row.attachments > 0 && <Paperclip size={14} role="img" aria-label={counted(row.attachments, 'attachment')} />}
    </span>
  );
}

const withoutName = { waiting: t('After screening'), declared: t('Conflict declared'), none: t('Not named') } as const;

function subject({ subject: name, screened }: DeskRow): Cell {
  if (name !== null) return { words: name, foreign: true };
  return { words: withoutName[screened ?? 'waiting'], tone: classes.muted };
}

/** What one cell shows: words, behind a shape where it has one. It is drawn as a single element. */
export interface Cell {
  readonly words?: ReactNode;
  readonly mark?: ReactNode;
  readonly tone?: string | undefined;
  readonly title?: string;
  /** What a stranger typed: in its own direction, and never translated. */
  readonly foreign?: boolean;
}
const nothingHere: Cell = {};

const cells: Readonly<Record<DeskColumn, (row: DeskRow, meta: DeskMeta) => Cell>> = {
  urgency: ({ urgency, danger }) =>
    danger === 'yes'
      ? { mark: urgencyMarks[urgency], words: t('Danger'), tone: classes.danger }
      : { mark: urgencyMarks[urgency], words: urgencyName(urgency) },
  nextAct: ({ nextAct }) => ({
    words: nextActs[nextAct],
    tone: nextAct === 'answer_refusal' ? classes.local : undefined,
  }),
  nextDue: (row, { now }) => due(row, now),
  reference: ({ reference }) => ({ words: reference, tone: classes.reference }),
  receivedAt: ({ receivedAt }, { now }) => ({
    words: age(receivedAt, now),
    title: t('Received {{time}}', { time: absolute(receivedAt, now) }),
  }),
  force: ({ force }) => ({ words: force }),
  category: (row) => ({ words: descriptor(row), foreign: true }),
  subject,
  state: ({ state }) => ({ words: stateNames[state] }),
  channel: ({ channel }) => ({ words: channelName(channel) }),
  labels: ({ labels }) =>
    labels.length === 0
      ? nothingHere
      : {
          words: (
            <span className={classes.labels}>
              {labels.map((label) => (
                <Chip key={label}>{labelOf('label', label)}</Chip>
              ))}
            </span>
          ),
        },
  allocatedTo: ({ allocatedTo }, { me }) => {
    if (allocatedTo === null) return { words: t('Nobody'), tone: classes.muted };
    return allocatedTo.user === me ? { words: t('You') } : { words: allocatedTo.name, foreign: true };
  },
  marks: (row) =>
    row.readers !== undefined || row.draft || row.waiting + row.refused + row.attachments > 0
      ? { words: <Marks row={row} /> }
      : nothingHere,
};

/** What a row shows in a column. */
export const cellOf = (column: DeskColumn, row: DeskRow, meta: DeskMeta): Cell => cells[column](row, meta);

/** These columns, in this order. */
export const columnsFor = (columns: readonly DeskColumn[]): Column[] =>
  columns.map((column) => ({ id: column, header: columnName(column) }));

/** The line beneath a row of search results. */
export function Hit({ row }: { row: DeskRow }) {
  return (
    <div role="gridcell" className={classes.hit}>
      {row.hitPlace !== null && row.hitPlace !== 'report' && (
        <span className={classes.muted}>{hitPlaceName(row.hitPlace)}: </span>
      )}
      {row.excerpt !== null && <Excerpt text={row.excerpt} />}
    </div>
  );
}
