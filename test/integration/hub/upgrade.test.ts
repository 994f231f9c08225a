import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '../../../server/hub/store/database.ts';
import { migrate, migrations } from '../../../server/hub/store/migrate.ts';
import { postgresqlPrograms, startPostgresql } from '../support/hub-databases.ts';
import { makeGateway, reportEvent, testHub } from '../support/hub-organisation.ts';

/** Migrations beside instances that serve. */
describe.skipIf(postgresqlPrograms === null)('a migration', () => {
  let postgresql: Awaited<ReturnType<typeof startPostgresql>>;
  beforeAll(async () => void (postgresql = await startPostgresql()));
  afterAll(() => postgresql.stop());
  const place = (database: string) => ({ kind: 'postgresql', url: postgresql.url(database) }) as const;
  const client = async (database: string) => {
    const one = new pg.Client({ connectionString: postgresql.url(database) });
    await one.connect();
    return one;
  };

  test('runs once however many instances start on an empty database at the same moment', async () => {
    const first = await client('postgres');
    for (let round = 0; round < 5; round++) {
      const name = `many_${round}`;
      await first.query(`create database ${name}`);
      const hubs = await Promise.all(Array.from({ length: 6 }, () => connectDatabase(place(name))));
      expect(await Promise.all(hubs.map((db) => migrate(db)))).toEqual(hubs.map(() => ({ ok: true })));
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from migrations`.execute(hubs[0]!);
      expect(rows[0]!.count).toBe(migrations.length);
      for (const db of hubs) await db.destroy();
    }
    await first.end();
  });

  test('goes on beside an instance of the version before, which takes every push meanwhile and after', async () => {
    const db = await postgresql.fresh();
    const hub = await testHub(db);
    const gateway = await makeGateway(hub);
    let migrating = true;
    const pushing = (async () => {
      let accepted = 0;
      while (migrating || accepted < 30)
        accepted += (await gateway.push(reportEvent(gateway))).filter(({ status }) => status === 'accepted').length;
      return accepted;
    })();
    const next = [1, 2, 3].map((n) => ({
      name: `later-${n}`,
      statements: [`alter table events add column later_${n} text`, `create table later_${n} (id uuid primary key)`],
    }));
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
    const newer = await connectDatabase(place(rows[0]!.name));
    expect(await migrate(newer, [...migrations, ...next])).toEqual({ ok: true });
    migrating = false;
    expect(await pushing).toBeGreaterThanOrEqual(30);
    const counted = await sql<{ count: number }>`select count(*)::int as count from migrations`.execute(db);
    expect(counted.rows[0]!.count).toBe(migrations.length + next.length);
    // Once it is stopped, the version before is not started again on the newer schema.
    expect(await migrate(db)).toMatchObject({ ok: false });
    await newer.destroy();
    await hub.close();
  });

  test('steps back from a table that is in use, so that the others are not held up behind it, and comes again', async () => {
    const db = await postgresql.fresh();
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
    const reader = await client(rows[0]!.name);
    await reader.query('begin; select count(*) from hub');
    const newer = await connectDatabase(place(rows[0]!.name));
    const change = { name: 'later', statements: ['alter table hub add column later text'] };
    const migrated = migrate(newer, [...migrations, change]);
    // Between two tries somebody else gets through: without a limit this would wait for the reader's end.
    const other = await client(rows[0]!.name);
    for (let n = 0; n < 3; n++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await other.query('select hub_id from hub');
    }
    await reader.query('commit');
    expect(await migrated).toEqual({ ok: true });
    await other.end();
    await reader.end();
    await newer.destroy();
  });
});
