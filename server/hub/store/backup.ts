import { sql } from 'kysely';
import { z } from 'zod';
import { Id, Instant } from '../../../shared/domain/primitives.ts';
import { ownerOf, standing } from './hub-row.ts';
import { migrations } from './migrate.ts';
import type { Db } from './tables.ts';

/** The first line of a backup: what it is of, and which schema its rows have. */
export const BackupHead = z.strictObject({
  candourBackup: z.literal(1),
  hubId: Id,
  epoch: z.int().min(1),
  madeAt: Instant,
  /** Names of the migrations that had run, in order. */
  schema: z.array(z.string()).min(1),
});
export type BackupHead = z.infer<typeof BackupHead>;
/** Rows of one table as JSON texts, as `row_to_json` writes them: bytes in hexadecimal. */
export const BackupRows = z.strictObject({ table: z.string().regex(/^[a-z_]+$/), rows: z.array(z.string()) });
/** The last line: without it the backup broke off. */
export const BackupEnd = z.strictObject({ end: z.record(z.string(), z.int()) });

/** Nonces are of use for minutes only, and nobody stays signed in over a restore; which migrations ran is in the head. */
const LEFT_OUT = new Set(['migrations', 'nonces', 'sign_ins']);
const LINE_BYTES = 4 << 20;
const MOST_ROWS = 1000;

const quoted = (name: string) => sql.raw(`"${name}"`);

/** Every table of the hub, each after those that it refers to. */
async function tablesInOrder(db: Db): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = current_schema() order by 1`.execute(db);
  const { rows: references } = await sql<{
    child: string;
    parent: string;
  }>`select c.relname as child, p.relname as parent
    from pg_constraint join pg_class c on c.oid = conrelid join pg_class p on p.oid = confrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(db);
  const ordered: string[] = [];
  const place = (name: string) => {
    if (ordered.includes(name) || LEFT_OUT.has(name)) return;
    for (const { child, parent } of references) if (child === name && parent !== name) place(parent);
    ordered.push(name);
  };
  for (const { name } of tables) place(name);
  return ordered;
}

/**
 * Every row of the hub at one moment as lines of JSON, read by a cursor, so that it never holds more than a few MiB. It
 * holds what the database holds: facets, names of users and sealed bytes; not the hub's own key, not its epoch's file.
 */
export async function* backupLines(db: Db, { epoch, madeAt }: Pick<BackupHead, 'epoch' | 'madeAt'>) {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    const { rows: done } = await sql<{ count: number }>`select count(*)::int as count from migrations`.execute(tx);
    const head: BackupHead = {
      candourBackup: 1,
      hubId: (await ownerOf(tx))!,
      epoch: (await standing(tx)).epoch ?? epoch,
      madeAt,
      schema: migrations.slice(0, Number(done[0]!.count)).map(({ name }) => name),
    };
    yield `${JSON.stringify(head)}\n`;
    const counts: Record<string, number> = {};
    for (const table of await tablesInOrder(tx)) {
      counts[table] = 0;
      await sql`declare backed_up no scroll cursor for
        select row_to_json(each)::text as row from ${quoted(table)} as each`.execute(tx);
      for (let wanted = 8; ;) {
        const { rows } = await sql<{ row: string }>`fetch ${sql.raw(`${wanted}`)} from backed_up`.execute(tx);
        if (rows.length === 0) break;
        counts[table] += rows.length;
        yield `${JSON.stringify({ table, rows: rows.map(({ row }) => row) })}\n`;
        const bytes = rows.reduce((sum, { row }) => sum + row.length, 0);
        wanted = Math.max(1, Math.min(MOST_ROWS, Math.floor((LINE_BYTES * rows.length) / bytes)));
      }
      await sql`close backed_up`.execute(tx);
    }
    yield `${JSON.stringify({ end: counts })}\n`;
  } finally {
    await tx.rollback().execute();
  }
}

/** Puts rows of a backup in; the schema must be the one that they were read from. */
export async function insertBackedUp(db: Db, { table, rows }: z.infer<typeof BackupRows>): Promise<void> {
  await sql`insert into ${quoted(table)}
    select * from json_populate_recordset(null::${quoted(table)}, ${`[${rows.join(',')}]`}::json)`.execute(db);
}

/** Whether there is nothing of a hub in this database. */
export async function isEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_tables
    where schemaname = current_schema()`.execute(db);
  return Number(rows[0]!.count) === 0;
}

/**
 * Marks what was put back: its new epoch, the review that it waits for, and no enrolment code of before, since one that
 * was used after the backup would work once more.
 */
export async function enterRestored(db: Db, epoch: number, now: string): Promise<void> {
  await db.updateTable('hub').set({ epoch, review_since: now }).execute();
  await db.deleteFrom('enrolment_codes').where('device', 'is', null).execute();
}
