import { sql } from 'kysely';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { desksReadBy } from '../../../shared/domain/directory.ts';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import type { Db } from './tables.ts';

/** The units at whose desks a user has ever worked, as the directory's log has it. */
export async function everAtDesks(db: Db, user: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('events')
    .select(sql<Membership[]>`header::jsonb->'facets'->'memberships'`.as('memberships'))
    .where('compartment', '=', DIRECTORY)
    .where('type', '=', 'user_set')
    .where(sql`header::jsonb->'facets'->>'user'`, '=', user)
    .execute();
  return new Set(rows.flatMap(({ memberships }) => desksReadBy(memberships)));
}

/** Those of these cases from among whose readers the user was let out. */
export async function letOutOf(db: Db, user: string, cases: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('events')
    .select('case_id')
    .where('case_id', 'in', [...cases])
    .where('type', '=', 'reader_removed')
    .where(sql`header::jsonb->'facets'->>'user'`, '=', user)
    .execute();
  return new Set(rows.map(({ case_id }) => case_id));
}
