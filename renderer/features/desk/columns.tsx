/** The columns of the Desk: what a row tells before it is opened. */
import { type ColumnDef, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import { CircleAlert, Clock as ClockIcon, Paperclip, Pencil } from 'lucide-react';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { Excerpt, Foreign, UrgencyMark } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { nextActs, urgencyName } from '../../words/labels.ts';
import { whoSees } from '../../words/readers.ts';
import { absolute, age } from '../../words/time.ts';
import { descriptor } from './cover-line.ts';
import classes from './Desk.module.css';

/** Sorting is done in the vault; the table keeps its state and its headers. */
export const features = tableFeatures({ rowSortingFeature });

/** What a cell needs besides its row. */
export interface DeskMeta {
  readonly now: number;
  readonly me: string;
}

type Column = ColumnDef<typeof features, DeskRow>;

/** Marks a column as one that can be sorted; its values never leave the vault for that. */
const sortedInVault = () => null;

function Marks({ row }: { row: DeskRow }) {
  return (
    <span className={classes.marks}>
      {row.readers !== undefined && (
        <span className={classes.readers} title={`Named-readers case: ${whoSees(row.readers)}`}>
          {counted(row.readers, 'reader')}
        </span>
      )}
      {row.draft && <Pencil size={14} className={classes.local} role="img" aria-label="Draft here" />}
      {row.waiting > 0 && (
        <ClockIcon size={14} className={classes.local} role="img" aria-label={`${row.waiting} waiting`} />
      )}
      {row.refused > 0 && (
        <CircleAlert size={14} className={classes.local} role="img" aria-label={`${row.refused} refused`} />
      )}
      {row.attachments > 0 && <Paperclip size={14} role="img" aria-label={counted(row.attachments, 'attachment')} />}
    </span>
  );
}

const withoutName = { waiting: 'After screening', declared: 'Conflict declared', none: 'Not named' } as const;

function Subject({ row }: { row: DeskRow }) {
  if (row.subject !== null) return <Foreign text={row.subject} className={classes.cut} />;
  return <span className={classes.muted}>{withoutName[row.screened ?? 'waiting']}</span>;
}

export const columnsFor = ({ now, me }: DeskMeta): Column[] => [
  {
    id: 'urgency',
    accessorFn: sortedInVault,
    header: 'Urgency',
    sortDescFirst: false,
    cell: ({ row: { original: row } }) => (
      <span className={`${classes.withMark} ${row.danger === 'yes' ? classes.danger : ''}`}>
        <UrgencyMark urgency={row.urgency} />
        {row.danger === 'yes' ? 'Danger' : urgencyName(row.urgency)}
      </span>
    ),
  },
  {
    id: 'nextAct',
    accessorFn: sortedInVault,
    header: 'Next act',
    sortDescFirst: false,
    cell: ({ row: { original: row } }) => (
      <span className={row.nextAct === 'answer_refusal' ? classes.local : ''}>{nextActs[row.nextAct]}</span>
    ),
  },
  {
    id: 'reference',
    accessorFn: sortedInVault,
    header: 'Reference',
    sortDescFirst: false,
    cell: ({ row: { original: row } }) => <span className="mono">{row.reference}</span>,
  },
  {
    id: 'receivedAt',
    accessorFn: sortedInVault,
    header: 'Age',
    sortDescFirst: true,
    cell: ({ row: { original: row } }) => (
      <time dateTime={row.receivedAt} title={`Received ${absolute(row.receivedAt, now)}`}>
        {age(row.receivedAt, now)}
      </time>
    ),
  },
  {
    id: 'force',
    accessorFn: sortedInVault,
    sortDescFirst: false,
    header: 'Force',
    cell: ({ row: { original: row } }) => row.force,
  },
  {
    id: 'category',
    accessorFn: sortedInVault,
    header: 'Report',
    sortDescFirst: false,
    cell: ({ row: { original: row } }) => <Foreign text={descriptor(row)} className={classes.cut} />,
  },
  {
    id: 'subject',
    header: 'Subject',
    enableSorting: false,
    cell: ({ row: { original: row } }) => <Subject row={row} />,
  },
  {
    id: 'allocatedTo',
    accessorFn: sortedInVault,
    header: 'Holder',
    sortDescFirst: false,
    cell: ({ row: { original: row } }) =>
      row.allocatedTo === null ? (
        <span className={classes.muted}>Nobody</span>
      ) : (
        <Foreign text={row.allocatedTo.user === me ? 'You' : row.allocatedTo.name} className={classes.cut} />
      ),
  },
  { id: 'marks', header: 'Marks', enableSorting: false, cell: ({ row: { original: row } }) => <Marks row={row} /> },
];

/** The line beneath a row of search results. */
export function Hit({ row }: { row: DeskRow }) {
  return (
    <div role="gridcell" className={classes.hit}>
      {row.excerpt !== null && <Excerpt text={row.excerpt} />}
    </div>
  );
}
