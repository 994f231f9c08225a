import { sql, type Selectable } from 'kysely';
import { inParts } from './rows.ts';
import type { Db, Tables } from './tables.ts';

export type CaseRow = Selectable<Tables['case_state']>;

/** Locked in the order of their ids until the transaction ends; one that does not exist is not in the answer. */
export async function lockCases(db: Db, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('case_state')
    .selectAll()
    .where('case_id', 'in', [...ids])
    .orderBy('case_id')
    .forUpdate()
    .execute();
}

/** Unlocked: only for what never changes once it is written (the origin of a referral). */
export async function readCases(db: Db, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('case_state')
    .selectAll()
    .where('case_id', 'in', [...ids])
    .execute();
}

/** Every referral. */
export const referralCases = (db: Db): Promise<CaseRow[]> =>
  db.selectFrom('case_state').selectAll().where('compartment', 'like', 'referral:%').orderBy('case_id').execute();

/** Every named-readers case. */
export const casesApart = (db: Db): Promise<CaseRow[]> =>
  db.selectFrom('case_state').selectAll().where('compartment', 'like', 'readers:%').orderBy('case_id').execute();

export async function insertCases(db: Db, cases: readonly CaseRow[]): Promise<void> {
  const rows = cases.map((row) => ({ ...row, facts: JSON.stringify(row.facts) }));
  for (const part of inParts(rows)) await db.insertInto('case_state').values(part).execute();
}

/** New facts; `row.weight` is what was added. */
export async function updateCase(db: Db, row: CaseRow): Promise<void> {
  await db
    .updateTable('case_state')
    .set((eb) => ({
      facts: JSON.stringify(row.facts),
      compartment: row.compartment,
      open: row.open,
      weight: eb('weight', '+', row.weight),
    }))
    .where('case_id', '=', row.case_id)
    .execute();
}

/** How many cases a compartment holds, open or not. */
export async function countCases(db: Db, compartment: string): Promise<number> {
  const { total } = await db
    .selectFrom('case_state')
    .select((eb) => eb.fn.countAll().as('total'))
    .where('compartment', '=', compartment)
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Where a page of open cases goes on: the last case of the page before. */
export interface CaseCursor {
  readonly urgency: number;
  readonly beganAt: string;
  readonly caseId: string;
}

/** Open cases, most urgent first, then newest; the index `case_state_order` answers without sorting. */
export async function openCases(db: Db, compartment: string, after: CaseCursor | null, limit: number) {
  let query = db
    .selectFrom('case_state')
    .select(['case_id', 'urgency', 'began_at', 'weight'])
    .where('compartment', '=', compartment)
    .where('open', '=', true);
  if (after !== null)
    query = query.where(
      sql<boolean>`(urgency > ${after.urgency} or (urgency = ${after.urgency} and (began_at < ${after.beganAt}
        or (began_at = ${after.beganAt} and case_id > ${after.caseId}))))`,
    );
  return query.orderBy('urgency').orderBy('began_at', 'desc').orderBy('case_id').limit(limit).execute();
}
