import type { z } from 'zod';
import type { recipientCalls } from '../../../shared/bridge/recipients.ts';
import { RecipientKind, RecipientState, type RecipientWay } from '../../../shared/domain/recipients.ts';
import { caseColumns, ofCase, personIn, type CaseColumns } from '../dues/of-case.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { identityOf } from '../store/meta.ts';

type Wanted = z.output<(typeof recipientCalls)['recipients.read']['input']>;
type Page = z.output<(typeof recipientCalls)['recipients.read']['output']>;
type Counts = z.output<(typeof recipientCalls)['recipients.counts']['output']>;

interface Listed extends CaseColumns {
  recipient: string;
  kind: string;
  way: string;
  body: string | null;
  state: string;
  code: string | null;
  told_at: string;
  due_at: string | null;
  soon_at: string | null;
  chased_at: string | null;
  chases: number;
  place: string;
}

const ROWS = 200;

const among = (column: string, values: readonly string[]) =>
  values.length === 0 ? [] : [`${column} IN (${values.map(() => '?').join(', ')})`];

/** Who was told of the cases that this person may see: what is awaited first, by its time; 200 after a row that is known. */
export function readRecipients(db: ReadConnection, { kinds, states, after }: Wanted): Page {
  const { orNobody } = personIn(db);
  const chosen = [...among('r.kind', kinds), ...among('r.state', states)];
  const values: SqlValue[] = [...kinds, ...states];
  const where = (conditions: readonly string[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`);
  const total = db.column<number>(`SELECT count(*) FROM recipients r ${where(chosen)}`, values)[0]!;
  const from = after === null ? [] : ['(r.place, r.case_id, r.recipient) > (?, ?, ?)'];
  const rows = db.all<Listed>(
    `SELECT r.recipient, r.kind, r.way, r.body, r.state, r.code, r.told_at, r.due_at, r.soon_at, r.chased_at, r.chases,
       r.place, ${caseColumns}
     FROM recipients r INDEXED BY recipients_in_order CROSS JOIN cases c ON c.case_id = r.case_id
     ${where([...chosen, ...from])} ORDER BY r.place, r.case_id, r.recipient LIMIT ?`,
    [...values, ...(after === null ? [] : [after.place, after.caseId, after.recipient]), ROWS],
  );
  return {
    total,
    rows: rows.map((row) => ({
      ...ofCase(row),
      recipient: row.recipient,
      kind: RecipientKind.parse(row.kind),
      way: row.way as RecipientWay,
      body: row.body,
      state: RecipientState.parse(row.state),
      code: row.code,
      toldAt: row.told_at,
      due: row.due_at,
      soon: row.soon_at,
      chasedAt: row.chased_at,
      chases: row.chases,
      holder: orNobody(row.allocated_to),
      place: row.place,
    })),
  };
}

/** What is due soon is soon before it is overdue, so that one index counts both. @param now ISO 8601 */
export function countRecipients(db: ReadConnection, now: string): Counts {
  const count = (sql: string, values: readonly string[]) => db.column<number>(sql, [...values])[0]!;
  const overdue = count(`SELECT count(*) FROM recipients WHERE place > '0' AND place < ?`, [`0 ${now}`]);
  const soon = count('SELECT count(*) FROM recipients INDEXED BY recipients_due_soon WHERE soon_at <= ?', [now]);
  return { overdue, soon: soon - overdue };
}

/** Recipients of whom this person should be reminded, since what is awaited of them is due soon or has passed. */
export const recipientsToChase = (db: ReadConnection, now: string, limit: number): string[] =>
  db.column<string>(
    `SELECT r.case_id || ' recipient ' || r.recipient || ' soon' FROM recipients r INDEXED BY recipients_due_soon CROSS JOIN cases c
     ON c.case_id = r.case_id WHERE r.soon_at <= ? AND c.allocated_to = ? LIMIT ?`,
    [now, identityOf(db).user, limit],
  );
