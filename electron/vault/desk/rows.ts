import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { nextActs, states, urgencies } from '../cases/case-row.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import type { Excerpt } from '../search/excerpts.ts';
import { directoryOf } from '../store/meta.ts';

interface CaseRow extends SqlRow {
  id: number;
  case_id: string;
  reference: string;
  parent_reference: string | null;
  unit: string;
  force: string;
  urgency: number;
  channel: string;
  reporter_mode: string;
  keep_in_contact: number;
  categories: string;
  state: number;
  next_act: number;
  received_at: string;
  disseminated_at: string;
  roles: string;
  subject: string | null;
  word_count: number;
  attachments: number;
  danger: string | null;
  allocated_to: string | null;
  screened: string | null;
  unread: number;
  drafts: number;
  waiting: number;
  refused: number;
  next_due: string | null;
  next_due_statutory: number;
  labels: string;
  waits_on_others: number;
  answered: number;
  needs_update: number;
  verified: number;
  readers: number | null;
  sealed: number;
}

const columns = `id, case_id, reference, parent_reference, unit, force, urgency, channel, reporter_mode, keep_in_contact,
  categories, state, next_act, received_at, disseminated_at, roles, subject, word_count, attachments, danger,
  allocated_to, screened, unread, drafts, waiting, refused, next_due, next_due_statutory, labels, waits_on_others,
  answered, needs_update, verified,
  CASE WHEN compartment LIKE 'readers:%' THEN
    (SELECT json_array_length(f.facts, '$.apart.readers') FROM facts f WHERE f.case_id = cases.case_id) END AS readers,
  NOT EXISTS (SELECT 1 FROM case_keys k WHERE k.case_id = cases.case_id) AS sealed`;

/** Codes that stand between bars. */
export const codesOf = (codes: string) => codes.split('|').filter((code) => code !== '');

const deskRow = (row: CaseRow, nameOf: (user: string) => string, found: Excerpt | null = null): DeskRow => ({
  caseId: row.case_id,
  reference: row.reference,
  parentReference: row.parent_reference,
  unit: row.unit,
  force: row.force,
  urgency: urgencies[row.urgency]!,
  channel: row.channel as DeskRow['channel'],
  reporterMode: row.reporter_mode as DeskRow['reporterMode'],
  keepInContact: row.keep_in_contact === 1,
  categories: codesOf(row.categories),
  state: states[row.state]!,
  nextAct: nextActs[row.next_act]!,
  receivedAt: row.received_at,
  disseminatedAt: row.disseminated_at,
  roles: row.roles,
  subject: row.subject,
  wordCount: row.word_count,
  attachments: row.attachments,
  danger: row.danger as DeskRow['danger'],
  allocatedTo: row.allocated_to === null ? null : { user: row.allocated_to, name: nameOf(row.allocated_to) },
  screened: row.screened as DeskRow['screened'],
  unread: row.unread === 1,
  draft: row.drafts > 0,
  waiting: row.waiting,
  refused: row.refused,
  nextDue: row.next_due,
  nextDueStatutory: row.next_due_statutory === 1,
  labels: codesOf(row.labels),
  waitingOnOthers: row.waits_on_others === 1,
  answered: row.answered === 1,
  needsUpdate: row.needs_update === 1,
  verified: row.verified === 1,
  ...(row.readers !== null && { readers: row.readers, sealed: row.sealed === 1 }),
  excerpt: found?.text ?? null,
  hitPlace: found?.place ?? null,
});

const naming = (db: ReadConnection) => {
  const people = directoryOf(db).users;
  return (user: string) => people[user]?.name ?? '';
};

/** Rows of the Desk in the order of the ids given, with their excerpts; rows that are gone are left out. */
export function rowsById(
  db: ReadConnection,
  wanted: readonly number[],
  excerpts: ReadonlyMap<number, Excerpt> = new Map(),
): DeskRow[] {
  const rows = db.all<CaseRow>(`SELECT ${columns} FROM cases WHERE id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(wanted),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const nameOf = naming(db);
  return wanted.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [deskRow(row, nameOf, excerpts.get(id) ?? null)];
  });
}

export function rowOf(db: ReadConnection, caseId: string): DeskRow | null {
  const row = db.get<CaseRow>(`SELECT ${columns} FROM cases WHERE case_id = ?`, [caseId]);
  return row === undefined ? null : deskRow(row, naming(db));
}
