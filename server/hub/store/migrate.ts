import { sql } from 'kysely';
import * as first from './migrations/001-first.ts';
import * as readers from './migrations/002-readers.ts';
import * as theRecord from './migrations/003-the-record.ts';
import * as bundles from './migrations/005-bundles.ts';
import type { Db } from './tables.ts';

/** In order; the number of a migration is its place, counted from 1. Forward only. */
const migrations: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  first,
  readers,
  theRecord,
  bundles,
];

/** Any number, the same in every instance: two hubs that start at once must not migrate twice. */
const MIGRATION_LOCK = 7_202_411_301;

export type Migrated = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Brings the database to this version's schema, one transaction each. A newer database is refused untouched. */
export async function migrate(db: Db): Promise<Migrated> {
  await sql`create table if not exists migrations (number integer primary key, name text not null)`.execute(db);
  for (;;) {
    const done = await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(tx);
      const { rows } = await sql<{ last: number | null }>`select max(number) as last from migrations`.execute(tx);
      const last = Number(rows[0]?.last ?? 0);
      if (last > migrations.length) return { last };
      const next = migrations[last];
      if (next === undefined) return 'finished' as const;
      for (const statement of next.statements) await sql.raw(statement).execute(tx);
      await sql`insert into migrations (number, name) values (${last + 1}, ${next.name})`.execute(tx);
      return 'again' as const;
    });
    if (done === 'finished') return { ok: true };
    if (done !== 'again')
      return {
        ok: false,
        reason: `the database has schema ${done.last}, this hub knows ${migrations.length}: install the newer hub`,
      };
  }
}
