import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import * as first from './migrations/001-first.ts';
import * as readers from './migrations/002-readers.ts';
import * as theRecord from './migrations/003-the-record.ts';
import * as standing from './migrations/004-standing.ts';
import * as bundles from './migrations/005-bundles.ts';
import * as signIn from './migrations/006-sign-in.ts';
import * as moves from './migrations/007-moves.ts';
import * as keptWork from './migrations/008-kept-work.ts';
import * as receipts from './migrations/009-erasure.ts';
import * as whatRecipientsDid from './migrations/010-what-recipients-did.ts';
import type { Db } from './tables.ts';

export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/**
 * In order; the number of a migration is its place, counted from 1. Forward only, and by expand and contract: what a
 * version adds the version before must be able to live with, since both run side by side during an upgrade; what it no
 * longer uses is taken away by a later one.
 */
export const migrations: readonly Migration[] = [
  first,
  readers,
  theRecord,
  standing,
  bundles,
  signIn,
  moves,
  keptWork,
  receipts,
  whatRecipientsDid,
];

/** Any number, the same in every instance: two hubs that start at once must not migrate twice. */
const MIGRATION_LOCK = 7_202_411_301;
/**
 * How long one try waits for a lock. A change of a table waits behind whoever uses it, and everybody else waits behind
 * the change: so it gives up soon and tries again, rather than hold up the instances that serve.
 */
const LOCK_MS = 2000;
const PAUSE_MS = 500;
const TRIES = 30;
const LOCK_NOT_AVAILABLE = '55P03';

export type Migrated = { readonly ok: true } | { readonly ok: false; readonly reason: string };

type Step = { readonly last: number } | 'finished' | 'again';

async function step(db: Db, wanted: readonly Migration[]): Promise<Step> {
  return db.transaction().execute(async (tx) => {
    await sql.raw(`set local lock_timeout = ${LOCK_MS}`).execute(tx);
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(tx);
    // Behind the lock too: two that create one table at the same moment fail.
    await sql`create table if not exists migrations (number integer primary key, name text not null)`.execute(tx);
    const { rows } = await sql<{ last: number | null }>`select max(number) as last from migrations`.execute(tx);
    const last = Number(rows[0]?.last ?? 0);
    if (last > migrations.length && last > wanted.length) return { last };
    const next = wanted[last];
    if (next === undefined) return 'finished';
    for (const statement of next.statements) await sql.raw(statement).execute(tx);
    await sql`insert into migrations (number, name) values (${last + 1}, ${next.name})`.execute(tx);
    return 'again';
  });
}

const isBusy = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === LOCK_NOT_AVAILABLE;

/** Brings the database to this version's schema, one transaction each. A newer database is refused untouched. */
export async function migrate(db: Db, wanted: readonly Migration[] = migrations): Promise<Migrated> {
  for (let tries = 1; ;) {
    let done: Step;
    try {
      done = await step(db, wanted);
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (tries++ >= TRIES)
        return { ok: false, reason: 'the database is being changed by another hub, or is in use by one: try again' };
      await wait(PAUSE_MS);
      continue;
    }
    if (done === 'finished') return { ok: true };
    if (done !== 'again')
      return {
        ok: false,
        reason: `the database has schema ${done.last}, this hub knows ${migrations.length}: install the newer hub`,
      };
  }
}
