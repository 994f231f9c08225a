import type { Db } from './tables.ts';

type Table = 'compartment_readers' | 'compartment_closed';

/** The compartments that stand beside a user in one of the two tables, by name. */
async function compartmentsOf(db: Db, table: Table, user: string): Promise<string[]> {
  const rows = await db
    .selectFrom(table)
    .select('compartment')
    .where('user_id', '=', user)
    .orderBy('compartment')
    .execute();
  return rows.map((row) => row.compartment);
}

async function add(db: Db, table: Table, compartment: string, users: readonly string[]): Promise<void> {
  if (users.length === 0) return;
  await db
    .insertInto(table)
    .values(users.map((user_id) => ({ user_id, compartment })))
    .onConflict((c) => c.doNothing())
    .execute();
}

export const readersCompartments = (db: Db, user: string) => compartmentsOf(db, 'compartment_readers', user);
export const closedCompartments = (db: Db, user: string) => compartmentsOf(db, 'compartment_closed', user);

export const addReader = (db: Db, compartment: string, user: string) =>
  add(db, 'compartment_readers', compartment, [user]);

export async function removeReader(db: Db, compartment: string, user: string): Promise<void> {
  await db
    .deleteFrom('compartment_readers')
    .where('compartment', '=', compartment)
    .where('user_id', '=', user)
    .execute();
}

/** From now on exactly these users may see the compartment. */
export async function setReaders(db: Db, compartment: string, users: readonly string[]): Promise<void> {
  await db
    .deleteFrom('compartment_readers')
    .where('compartment', '=', compartment)
    .where('user_id', 'not in', [...users])
    .execute();
  await add(db, 'compartment_readers', compartment, users);
}

/** These users never see the compartment, whatever their unit may see. */
export const closeTo = (db: Db, compartment: string, users: readonly string[]) =>
  add(db, 'compartment_closed', compartment, users);
