import { sql } from 'kysely';
import { inParts } from './rows.ts';
import type { Db } from './tables.ts';

/**
 * Destroys sealed contents wherever they lie: of a whole case, or of these events of it. What never had contents stays as it
 * is, and so does every header. Work that is kept for the case goes with it, and is settled by the erasure.
 */
export async function eraseSealed(db: Db, caseId: string, events: readonly string[] | null, by: string): Promise<void> {
  let rows = db
    .updateTable('events')
    .set({ sealed: null })
    .where('case_id', '=', caseId)
    .where(sql<boolean>`length(sealed) > 0`);
  if (events !== null) rows = rows.where('id', 'in', [...events]);
  await rows.execute();
  let kept = db
    .updateTable('quarantine')
    .set((eb) => ({ sealed: Buffer.alloc(0), settled_by: eb.fn.coalesce('settled_by', eb.val(by)) }))
    .where('case_id', '=', caseId);
  if (events !== null) kept = kept.where('id', 'in', [...events]);
  await kept.execute();
}

/** Destroys chunks of files in a compartment, whole or still on their way. */
export async function eraseChunks(db: Db, compartment: string, hashes: readonly string[]): Promise<void> {
  for (const part of inParts(hashes)) {
    await db.deleteFrom('chunks').where('compartment', '=', compartment).where('sha256', 'in', part).execute();
    await db.deleteFrom('upload_parts').where('compartment', '=', compartment).where('sha256', 'in', part).execute();
  }
}

export interface Place {
  readonly compartment: string;
  readonly seq: number;
  readonly id: string;
}

const covers = sql`(x.header::jsonb->'facets'->'what'->>'scope' = 'case'
  or x.header::jsonb->'facets'->'what'->'entries' @> to_jsonb(e.id::text))`;

/** An event whose contents are gone although nobody erased them, and whose case has not left. */
export const missingContents = async (db: Db): Promise<Place | undefined> =>
  (
    await sql<Place>`select e.compartment, e.seq, e.id from events e
      where e.sealed is null and e.moved_to is null and not exists (select 1 from events x
        where x.type = 'erased' and x.case_id = e.case_id and ${covers})
      order by e.compartment, e.seq limit 1`.execute(db)
  ).rows[0];

/** An event whose contents are still there although they were erased. */
export const keptContents = async (db: Db): Promise<Place | undefined> =>
  (
    await sql<Place>`select e.compartment, e.seq, e.id from events e
      where length(e.sealed) > 0 and exists (select 1 from events x
        where x.type = 'erased' and x.case_id = e.case_id and ${covers})
      order by e.compartment, e.seq limit 1`.execute(db)
  ).rows[0];
