import type { Insertable, Selectable } from 'kysely';
import { inParts } from './rows.ts';
import type { Db, Tables } from './tables.ts';

export type QuarantineRow = Selectable<Tables['quarantine']>;

/** Keeps work as it came; what is kept already stays. */
export async function keepInQuarantine(db: Db, rows: readonly Insertable<Tables['quarantine']>[]): Promise<void> {
  for (const part of inParts(rows))
    await db
      .insertInto('quarantine')
      .values(part)
      .onConflict((c) => c.doNothing())
      .execute();
}

/** What is kept for a case, oldest first. */
export const quarantineOf = (db: Db, caseId: string): Promise<QuarantineRow[]> =>
  db.selectFrom('quarantine').selectAll().where('case_id', '=', caseId).orderBy('kept_at').orderBy('id').execute();

/** How much of one device is kept. */
export async function countQuarantined(db: Db, device: string): Promise<number> {
  const { total } = await db
    .selectFrom('quarantine')
    .select((eb) => eb.fn.countAll().as('total'))
    .where('device', '=', device)
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** What waits for a supervisor in the cases that lie in a compartment now, by id behind `after`. */
export async function unsettledIn(db: Db, compartment: string, after: string | null, limit: number) {
  const rows = db
    .selectFrom('quarantine')
    .innerJoin('case_state', 'case_state.case_id', 'quarantine.case_id')
    .selectAll('quarantine')
    .where('case_state.compartment', '=', compartment)
    .where('settled_by', 'is', null)
    .orderBy('quarantine.id')
    .limit(limit);
  return (after === null ? rows : rows.where('quarantine.id', '>', after)).execute();
}

/** A supervisor has settled it by this event; the row stays. */
export async function settleQuarantined(db: Db, caseId: string, id: string, by: string): Promise<void> {
  await db
    .updateTable('quarantine')
    .set({ settled_by: by })
    .where('id', '=', id)
    .where('case_id', '=', caseId)
    .execute();
}
