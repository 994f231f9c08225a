import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { pgliteDialect } from './pglite.ts';
import type { Db, Tables } from './tables.ts';

/** Where the hub keeps its rows: a PostgreSQL server, or PGlite in a folder or in memory. */
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

function postgresDialect(url: string, connections: number) {
  const pool = new pg.Pool({ connectionString: url, max: connections, types: types as pg.CustomTypesConfig });
  // An idle connection that the server closes is replaced by the next query; without a listener it ends the process.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

export type Opened = { readonly ok: true; readonly db: Db } | { readonly ok: false; readonly reason: string };

/** Opens and migrates. The caller ends with `db.destroy()`. */
export async function openDatabase(place: DatabasePlace): Promise<Opened> {
  const dialect =
    place.kind === 'postgresql'
      ? postgresDialect(place.url, place.connections ?? 20)
      : await pgliteDialect(place.kind === 'folder' ? place.folder : null);
  const db = new Kysely<Tables>({ dialect });
  const migrated = await migrate(db);
  if (migrated.ok) return { ok: true, db };
  await db.destroy();
  return migrated;
}
