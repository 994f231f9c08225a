import { sql, type Kysely } from 'kysely';

type Place = 'saved' | 'backup';

/**
 * Keeps the rows of every table of a database, and puts them back, by one statement each: schedules do it thousands of
 * times. Deleting a few rows is much cheaper here than truncating, which makes every file of every table anew.
 */
export function keptRows<Tables>(db: Kysely<Tables>) {
  const copy = (from: string, to: string) => `
    for each_table in select tablename from pg_tables where schemaname = 'public' loop
      execute format('delete from %I.%I', ${to}, each_table);
      execute format('insert into %I.%I select * from %I.%I', ${to}, each_table, ${from}, each_table);
    end loop;`;
  const run = (statement: string) => sql.raw(statement).execute(db);
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
      await run(`create function public.rows_copied(origin text, target text) returns void language plpgsql
        set session_replication_role = replica as $$ declare each_table text; begin
          ${copy('origin', 'target')}
        end $$`);
    },
    keepRows: (place: Place) => run(`select public.rows_copied('public', '${place}')`),
    putRows: (place: Place) => run(`select public.rows_copied('${place}', 'public')`),
  };
}
