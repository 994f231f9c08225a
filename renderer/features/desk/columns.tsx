/** The columns of the Desk: what a row tells before it is opened. */
import { type ColumnDef, tableFeatures } from '@tanstack/react-table';
import { CircleAlert, Clock as ClockIcon, Paperclip, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeskColumn } from '../../../shared/bridge/arrangement.ts';
import { type DeskRow, type Sort, SortColumn } from '../../../shared/bridge/desk.ts';
import { labelOf } from '../../words/codes.ts';
import { Chip, ClockMark, Excerpt, Foreign, UrgencyMark } from '../../ui/index.ts';
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

/** When the nearest thing is due: late, today, or later. Only a statutory clock that has passed is danger's colour. */
function DueCell({ row, now }: { row: DeskRow; now: number }) {
  if (row.nextDue === null) return null;
  const apart = Date.parse(row.nextDue) - now;
  const today = apart >= 0 && new Date(row.nextDue).toDateString() === new Date(now).toDateString();
  const tone = apart < 0 && row.nextDueStatutory ? classes.danger : apart < 0 || today ? classes.due : '';
  const words = apart < 0 ? t('{{time}} late', { time: stretch(apart) }) : absolute(row.nextDue, now);
  return (
    <time className={`${classes.withMark} ${tone}`} dateTime={row.nextDue} title={absolute(row.nextDue, now)}>
      <ClockMark kind={row.nextDueStatutory ? 'statutory' : 'service'} />
      <span className={classes.cut}>{words}</span>
    </time>
  );
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

function Subject({ row }: { row: DeskRow }) {
  if (row.subject !== null) return <Foreign text={row.subject} className={classes.cut} />;
  return <span className={classes.muted}>{withoutName[row.screened ?? 'waiting']}</span>;
}

type Cell = (row: DeskRow, meta: DeskMeta) => ReactNode;

const cells: Readonly<Record<DeskColumn, Cell>> = {
  urgency: (row) => (
    <span className={`${classes.withMark} ${row.danger === 'yes' ? classes.danger : ''}`}>
      <UrgencyMark urgency={row.urgency} />
      {row.danger === 'yes' ? t('Danger') : urgencyName(row.urgency)}
    </span>
  ),
  nextAct: (row) => (
    <span className={`${classes.cut} ${row.nextAct === 'answer_refusal' ? classes.local : ''}`}>
      {nextActs[row.nextAct]}
    </span>
  ),
  nextDue: (row, { now }) => <DueCell row={row} now={now} />,
  reference: (row) => (
    <span translate="no" className="mono">
      {row.reference}
    </span>
  ),
  receivedAt: (row, { now }) => (
    <time dateTime={row.receivedAt} title={t('Received {{time}}', { time: absolute(row.receivedAt, now) })}>
      {age(row.receivedAt, now)}
    </time>
  ),
  force: (row) => row.force,
  category: (row) => <Foreign text={descriptor(row)} className={classes.cut} />,
  subject: (row) => <Subject row={row} />,
  state: (row) => stateNames[row.state],
  channel: (row) => channelName(row.channel),
  labels: (row) => (
    <span className={classes.labels}>
      {row.labels.map((label) => (
        <Chip key={label}>{labelOf('label', label)}</Chip>
      ))}
    </span>
  ),
  allocatedTo: (row, { me }) =>
    row.allocatedTo === null ? (
      <span className={classes.muted}>{t('Nobody')}</span>
    ) : (
      <Foreign text={row.allocatedTo.user === me ? t('You') : row.allocatedTo.name} className={classes.cut} />
    ),
  marks: (row) => <Marks row={row} />,
};

/** These columns, in this order. */
export const columnsFor = (columns: readonly DeskColumn[], meta: DeskMeta): Column[] =>
  columns.map((column) => ({
    id: column,
    header: columnName(column),
    cell: ({ row: { original } }) => cells[column](original, meta),
  }));

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
