import type { Selectable } from 'kysely';
import { inParts } from './rows.ts';
import type { Db, Tables } from './tables.ts';

export type EventRow = Selectable<Tables['events']>;

export async function insertEvents(db: Db, rows: readonly EventRow[]): Promise<void> {
  for (const part of inParts(rows)) await db.insertInto('events').values(part).execute();
}

/** Number and weight of the events after `seq`, at most `limit`: what a page will weigh, before its bytes are read. */
export const weightsAfter = (db: Db, compartment: string, seq: number, limit: number) =>
  db
    .selectFrom('events')
    .select(['seq', 'weight'])
    .where('compartment', '=', compartment)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();

export const eventsBetween = (db: Db, compartment: string, after: number, last: number): Promise<EventRow[]> =>
  db
    .selectFrom('events')
    .selectAll()
    .where('compartment', '=', compartment)
    .where('seq', '>', after)
    .where('seq', '<=', last)
    .orderBy('seq')
    .execute();

export const eventsOfCases = (db: Db, compartment: string, cases: readonly string[]): Promise<EventRow[]> =>
  db
    .selectFrom('events')
    .selectAll()
    .where('compartment', '=', compartment)
    .where('case_id', 'in', [...cases])
    .orderBy('seq')
    .execute();

/** Headers of one compartment, for a fold over all of it. */
export async function allHeaders(db: Db, compartment: string): Promise<string[]> {
  const rows = await db
    .selectFrom('events')
    .select('header')
    .where('compartment', '=', compartment)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.header);
}
