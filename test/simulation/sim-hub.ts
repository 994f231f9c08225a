import { sql } from 'kysely';
import type { Membership } from '../../shared/domain/events/directory.ts';
import { newIdentity } from '../../server/hub/identity.ts';
import type { HubIdentity } from '../../server/hub/parts.ts';
import { startOrganisation } from '../integration/sync/support/organisation.ts';

const SAVED = 'saved';

/** The one hub of all schedules: real code on PGlite, whose rows are put back in place instead of being made anew. */
export async function startSimHub() {
  let now: (() => number) | null = null;
  const made = newIdentity();
  let epoch = made.hubEpoch;
  let pretended: number | null = null;
  // A getter, since the epoch is kept outside of the database and rises with a restore.
  const identity: HubIdentity = {
    ...made,
    get hubEpoch() {
      return pretended ?? epoch;
    },
  };
  const organisation = await startOrganisation({ kind: 'memory' }, { identity, clock: () => now?.() ?? Date.now() });
  const { db } = organisation.hub;
  const tables = async () =>
    (
      await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
    ).rows.map(({ name }) => name);

  async function save(schema: string): Promise<void> {
    await sql.raw(`drop schema if exists ${schema} cascade`).execute(db);
    await sql.raw(`create schema ${schema}`).execute(db);
    for (const table of await tables())
      await sql.raw(`create table ${schema}."${table}" as table public."${table}"`).execute(db);
  }

  async function putBack(schema: string): Promise<void> {
    const all = await tables();
    const names = all.map((table) => `public."${table}"`).join(', ');
    await db.transaction().execute(async (tx) => {
      // The order of the tables does not matter without the checks of foreign keys.
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql.raw(`truncate ${names}`).execute(tx);
      for (const table of all)
        await sql.raw(`insert into public."${table}" select * from ${schema}."${table}"`).execute(tx);
    });
  }

  return {
    ...organisation,
    /** Null: the machine's own clock, for what the organisation's tools do. */
    keepTime: (clock: (() => number) | null) => (now = clock),
    /** Keeps the rows as they are now as the start of every schedule. */
    saveStart: () => save(SAVED),
    async start() {
      epoch = made.hubEpoch;
      await putBack(SAVED);
    },
    backUp: () => save('backup'),
    /** The rows of the backup, under a new epoch: what came after it is lost to the hub. */
    async restore() {
      epoch += 1;
      await putBack('backup');
    },
    epoch: () => epoch,
    /** For a hub that asks nobody which epoch they mean. */
    pretendEpoch: (number: number | null) => (pretended = number),
    grantsVersion: async () =>
      (await db.selectFrom('hub').select('grants_version').executeTakeFirstOrThrow()).grants_version,
    setMemberships: (user: string, name: string, memberships: Membership[]) =>
      organisation.person(name, memberships, user),
    log: async (compartment: string) =>
      db
        .selectFrom('events')
        .select(['seq', 'id', 'header'])
        .where('compartment', '=', compartment)
        .orderBy('seq')
        .execute(),
    /** As if these refusals had left no trace and used up no number. */
    async forgetRefusals(ids: readonly string[]) {
      const gone = await db.deleteFrom('ledger').where('id', 'in', ids).returning('device').execute();
      for (const { device } of gone)
        await db
          .updateTable('devices')
          .set((row) => ({ last_seq: row('last_seq', '-', 1) }))
          .where('device', '=', device)
          .execute();
    },
    ledger: async () => db.selectFrom('ledger').select(['id', 'verdict']).execute(),
    head: async (compartment: string) =>
      (await db.selectFrom('compartments').select('head').where('compartment', '=', compartment).executeTakeFirst())
        ?.head ?? 0,
  };
}
export type SimHub = Awaited<ReturnType<typeof startSimHub>>;
