import type { DueRow } from '../../../shared/bridge/dues.ts';
import { nextActs } from '../cases/case-row.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { directoryOf } from '../store/meta.ts';

/** Columns of `cases` that stand beside whatever is due on a case. */
export const caseColumns = `c.case_id, c.reference, c.unit, c.force, c.categories, c.roles, c.subject, c.screened,
  c.next_act, c.allocated_to`;

export interface CaseColumns extends SqlRow {
  case_id: string;
  reference: string;
  unit: string;
  force: string;
  categories: string;
  roles: string;
  subject: string | null;
  screened: string | null;
  next_act: number;
  allocated_to: string | null;
}

export const ofCase = (row: CaseColumns) => ({
  caseId: row.case_id,
  reference: row.reference,
  unit: row.unit,
  force: row.force,
  categories: row.categories.split('|').filter((code) => code !== ''),
  roles: row.roles,
  subject: row.subject,
  screened: row.screened as DueRow['screened'],
  nextAct: nextActs[row.next_act]!,
});

/** Gives a person of the directory their name; null stays null. */
export function personIn(db: ReadConnection) {
  const people = directoryOf(db).users;
  const person = (user: string) => ({ user, name: people[user]?.name ?? '' });
  return { person, orNobody: (user: string | null) => (user === null ? null : person(user)) };
}
