import type { Selectable } from 'kysely';
import { inParts } from './rows.ts';
import type { Db, Tables } from './tables.ts';

export type ReferenceRow = Selectable<Tables['report_references']>;

export async function findReferences(db: Db, references: readonly string[]): Promise<ReferenceRow[]> {
  if (references.length === 0) return [];
  return db
    .selectFrom('report_references')
    .selectAll()
    .where('reference', 'in', [...references])
    .execute();
}

/** Facts of the named-readers cases that these references opened. */
export async function casesApart(db: Db, references: readonly string[]) {
  if (references.length === 0) return [];
  return db
    .selectFrom('report_references')
    .innerJoin('case_state', 'case_state.case_id', 'report_references.case_id')
    .select(['report_references.reference', 'case_state.facts'])
    .where('report_references.reference', 'in', [...references])
    .where('case_state.compartment', 'like', 'readers:%')
    .execute();
}

/** In the order of the references, so that two gateways with the same reports never wait for each other in a ring. */
export async function insertReferences(db: Db, rows: readonly ReferenceRow[]): Promise<void> {
  const sorted = [...rows].sort((a, b) => (a.reference < b.reference ? -1 : 1));
  for (const part of inParts(sorted)) await db.insertInto('report_references').values(part).execute();
}
