import type { Selectable } from 'kysely';
import type { EventHeader } from '../../../shared/domain/header.ts';
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
    .where('moved_to', 'is', null)
    .orderBy('seq')
    .execute();

/** The log out of which a case came last into this one; undefined where it has not moved. */
export async function cameFrom(db: Db, compartment: string, caseId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('events')
    .select('came_from')
    .where('compartment', '=', compartment)
    .where('case_id', '=', caseId)
    .where('moved_to', 'is', null)
    .where('came_from', 'is not', null)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.came_from ?? undefined;
}

/** What a place weighs in a page once its case has left. */
const LEAF_WEIGHT = 120;

/** The case is not here any more: its places stay, and their contents go where it went. */
export async function closePlaces(db: Db, compartment: string, caseId: string, to: string): Promise<void> {
  await db
    .updateTable('events')
    .set({ moved_to: to, sealed: null, weight: LEAF_WEIGHT })
    .where('compartment', '=', compartment)
    .where('case_id', '=', caseId)
    .where('moved_to', 'is', null)
    .execute();
}

/** Ids that events of these cases name as replaced by them. */
export async function supersededIn(
  db: Db,
  cases: readonly { readonly compartment: string; readonly case_id: string }[],
): Promise<Set<string>> {
  if (cases.length === 0) return new Set();
  const rows = await db
    .selectFrom('events')
    .select('header')
    .where('compartment', 'in', [...new Set(cases.map(({ compartment }) => compartment))])
    .where('case_id', 'in', [...new Set(cases.map((found) => found.case_id))])
    .where('header', 'like', '%"supersedes":%')
    .execute();
  return new Set(
    rows.flatMap(({ header }) => (JSON.parse(header) as Pick<EventHeader, 'supersedes'>).supersedes ?? []),
  );
}

/** Events of one type in one compartment, newest first, without contents. */
export const eventsOfType = (db: Db, compartment: string, type: string) =>
  db
    .selectFrom('events')
    .select(['header', 'signature'])
    .where('compartment', '=', compartment)
    .where('type', '=', type)
    .orderBy('seq', 'desc')
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
