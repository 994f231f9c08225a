import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { pgliteDialect } from './pglite.ts';
import type { Db, Tables } from './tables.ts';
import { writablePool, type PoolCounts } from './writable-pool.ts';

/** Where the hub keeps its rows: a PostgreSQL server (or several hosts, of which one takes writes), or PGlite in a folder or in memory. */
export type DatabasePlace =
  | { readonly kind: 'postgresql'; readonly url: string; readonly connections?: number }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'memory' };

const INT8 = 20;
/** Our bigints are milliseconds and counts, far below 2^53; PGlite answers numbers too. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : (pg.types.getTypeParser(oid, format as 'text') as never),
};

/** How the connections of a database stand; null for PGlite, which has one. */
const pools = new WeakMap<Db, () => PoolCounts>();
export const poolCounts = (db: Db): PoolCounts | null => pools.get(db)?.() ?? null;

export type Opened = { readonly ok: true; readonly db: Db } | { readonly ok: false; readonly reason: string };

/** Opens a database as it is, without bringing its schema up to date. The caller ends with `db.destroy()`. */
export async function connectDatabase(place: DatabasePlace): Promise<Db> {
  if (place.kind !== 'postgresql')
    return new Kysely<Tables>({ dialect: await pgliteDialect(place.kind === 'folder' ? place.folder : null) });
  const pool = writablePool(place.url, place.connections ?? 20, types as pg.CustomTypesConfig);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool.counts);
  return db;
}

/** Opens and migrates. The caller ends with `db.destroy()`. */
export async function openDatabase(place: DatabasePlace): Promise<Opened> {
  const db = await connectDatabase(place);
  try {
    const migrated = await migrate(db);
    if (migrated.ok) return { ok: true, db };
    await db.destroy();
    return migrated;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
