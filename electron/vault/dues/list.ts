import type { z } from 'zod';
import { RecipientKind, RecipientState, type RecipientWay } from '../../../shared/domain/recipients.ts';
import type { duesCalls, DueRow } from '../../../shared/bridge/dues.ts';
import { dueKinds, type DueKind } from '../../../shared/domain/dues.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { identityOf } from '../store/meta.ts';
import { type CaseColumns, caseColumns, ofCase, personIn } from './of-case.ts';
import { taskWords } from './words.ts';

type Wanted = Omit<z.output<(typeof duesCalls)['dues.read']['input']>, 'from' | 'to'>;
type Page = z.output<(typeof duesCalls)['dues.read']['output']>;
type Position = z.output<(typeof duesCalls)['dues.indexOf']['input']>['position'];

interface Listed extends CaseColumns {
  kind: string;
  what: string;
  due_at: string | null;
  statutory: number;
  holder: string | null;
  opened_by: string | null;
  reminded: string | null;
  reminded_by: string | null;
  reminded_at: string | null;
  recipient_kind: string | null;
  way: string | null;
  state: string | null;
}

const ROWS = 200;
const order = 'due_at, case_id, kind, what';

/** Both halves of the list: what has a time, in its order, then what is open without one. */
function halves(db: ReadConnection, { scope, kinds }: Wanted) {
  const mine = scope === 'mine';
  const asked = kinds.length === 0 || kinds.length === dueKinds.length ? [] : kinds;
  const among = (wanted: readonly DueKind[]) => `kind IN (${wanted.map(() => '?').join(', ')})`;
  const holder: SqlValue[] = mine ? [identityOf(db).user] : [];
  const half = (timed: boolean) => {
    // Without a time the list of everything has no index but that of the kinds, which are therefore named.
    const named = asked.length === 0 && !timed && !mine ? dueKinds : asked;
    const index = mine ? 'dues_of_holder' : timed ? 'dues_in_order' : 'dues_of_kind';
    const conditions = [
      timed ? 'due_at IS NOT NULL' : 'due_at IS NULL',
      ...(mine ? ['holder = ?'] : []),
      ...(named.length === 0 ? [] : [among(named)]),
    ];
    return { from: `FROM dues INDEXED BY ${index} WHERE ${conditions.join(' AND ')}`, values: [...holder, ...named] };
  };
  return { timed: half(true), untimed: half(false) };
}

const sizeOf = (db: ReadConnection, { from, values }: { from: string; values: readonly SqlValue[] }) =>
  db.column<number>(`SELECT count(*) ${from}`, values)[0]!;

/** Everything that is due by time, for one person or for all that this person may see; rows `[from, to)`. */
export function readDues(db: ReadConnection, wanted: Wanted & { from: number; to: number }): Page {
  const { timed, untimed } = halves(db, wanted);
  const first = sizeOf(db, timed);
  const total = first + sizeOf(db, untimed);
  const to = Math.min(wanted.to, wanted.from + ROWS, total);
  const keys = (half: typeof timed, from: number, until: number) =>
    until <= from
      ? []
      : db.all<{ case_id: string; kind: string; what: string }>(
          `SELECT case_id, kind, what ${half.from} ORDER BY ${order} LIMIT ? OFFSET ?`,
          [...half.values, until - from, from],
        );
  const page = [
    ...keys(timed, wanted.from, Math.min(to, first)),
    ...keys(untimed, Math.max(0, wanted.from - first), to - first),
  ];
  return { total, rows: rowsOf(db, page) };
}

function rowsOf(db: ReadConnection, page: readonly { case_id: string; kind: string; what: string }[]): Page['rows'] {
  const { person, orNobody } = personIn(db);
  return db
    .all<Listed>(
      `SELECT d.kind, d.what, d.due_at, d.statutory, d.holder, d.opened_by, d.reminded, d.reminded_by, d.reminded_at,
         r.kind AS recipient_kind, r.way, r.state, ${caseColumns}
       FROM json_each(?) AS page
       CROSS JOIN dues d ON d.case_id = page.value ->> 'case_id' AND d.kind = page.value ->> 'kind'
         AND d.what = page.value ->> 'what'
       CROSS JOIN cases c ON c.case_id = d.case_id
       LEFT JOIN recipients r ON r.case_id = d.case_id AND r.recipient = d.what
       ORDER BY page.key`,
      [JSON.stringify(page)],
    )
    .map((row) => ({
      ...ofCase(row),
      kind: row.kind as DueKind,
      what: row.what,
      due: row.due_at,
      statutory: row.statutory === 1,
      holder: orNobody(row.holder),
      by: orNobody(row.opened_by),
      reminded:
        row.reminded === null || row.reminded_by === null || row.reminded_at === null
          ? null
          : { to: person(row.reminded), by: person(row.reminded_by), at: row.reminded_at },
      recipient: recipientIn(row),
      words:
        row.screened === 'none' && (row.kind === 'task' || row.kind === 'urgent')
          ? taskWords(db, row.case_id, row.what)
          : null,
    }));
}

const recipientIn = ({ kind, recipient_kind, way, state }: Listed): DueRow['recipient'] =>
  kind !== 'recipient' || recipient_kind === null
    ? null
    : { kind: RecipientKind.parse(recipient_kind), way: way as RecipientWay, state: RecipientState.parse(state) };

/** How many rows stand before a position, whether or not a row is still there. */
export function indexInDues(db: ReadConnection, { position, ...wanted }: Wanted & { position: Position }): number {
  const { timed, untimed } = halves(db, wanted);
  const { due, caseId, kind, what } = position;
  const before = (half: typeof timed, columns: string, values: readonly SqlValue[]) =>
    sizeOf(db, {
      from: `${half.from} AND (${columns}) < (${values.map(() => '?').join(', ')})`,
      values: [...half.values, ...values],
    });
  return due === null
    ? sizeOf(db, timed) + before(untimed, 'case_id, kind, what', [caseId, kind, what])
    : before(timed, order, [due, caseId, kind, what]);
}
