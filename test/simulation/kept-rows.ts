import { sql, type Kysely } from 'kysely';

type Place = 'saved' | 'backup';
/** What a table holds, told by how many rows there are and by the last transaction that wrote one. */
type Marks = Readonly<Record<string, string>>;

/**
 * Keeps the rows of every table of a database, and puts them back, by one statement each: schedules do it thousands of
 * times. Deleting a few rows is much cheaper here than truncating, which makes every file of every table anew; and most
 * tables have not changed since they were last kept in the same place, which their marks tell.
 */
export function keptRows<Tables>(db: Kysely<Tables>) {
  const run = (statement: string) => sql.raw(statement).execute(db);
  const kept = new Map<Place, Marks>();

  async function marks(): Promise<Marks> {
    const { rows } = await sql.raw<{ marks: Marks }>('select public.marks() as marks').execute(db);
    return rows[0]!.marks;
  }
  /** The tables that hold other rows than they did when their rows and those of the place were the same. */
  const changed = (place: Place, now: Marks): string[] =>
    Object.keys(now).filter((name) => kept.get(place)?.[name] !== now[name]);

  async function copy(place: Place, from: string, to: string): Promise<void> {
    const before = await marks();
    const names = changed(place, before);
    if (names.length === 0) return;
    await run(`select public.rows_copied('${from}', '${to}', array[${names.map((name) => `'${name}'`).join()}])`);
    kept.set(place, to === 'public' ? await marks() : before);
  }

  return {
    /** Once, when every table of the hub is there. */
    async prepare() {
      for (const place of ['saved', 'backup'])
        await run(`do $$ declare each_table text; begin
          create schema ${place};
          for each_table in select tablename from pg_tables where schemaname = 'public' loop
            execute format('create table ${place}.%I as table public.%I with no data', each_table, each_table);
          end loop;
        end $$`);
      // The order of the tables does not matter without the checks of foreign keys.
      await run(`create function public.rows_copied(origin text, target text, names text[]) returns void language plpgsql
        set session_replication_role = replica as $$ declare each_table text; begin
          foreach each_table in array names loop
            execute format('delete from %I.%I', target, each_table);
            execute format('insert into %I.%I select * from %I.%I', target, each_table, origin, each_table);
          end loop;
        end $$`);
      // A row that goes changes their number, one that comes or is changed has a newer transaction.
      const { rows } = await sql
        .raw<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`)
        .execute(db);
      const parts = rows.map(
        ({ name }) =>
          `'${name}', (select count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) from public."${name}")`,
      );
      await run(`create function public.marks() returns jsonb language plpgsql as $$ begin
        return jsonb_build_object(${parts.join()}); end $$`);
    },
    keepRows: (place: Place) => copy(place, 'public', place),
    putRows: (place: Place) => copy(place, place, 'public'),
  };
}
