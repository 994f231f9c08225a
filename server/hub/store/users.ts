import type { Membership } from '../../../shared/domain/events/directory.ts';
import type { Db } from './tables.ts';

export interface UserRow {
  readonly user_id: string;
  readonly name: string;
  readonly memberships: readonly Membership[];
  readonly collar_number: string | null;
}

export const findUser = (db: Db, user: string): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('user_id', '=', user).executeTakeFirst();

/** The grants of a user, held as they are until the transaction ends. */
export const holdUser = (db: Db, user: string): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('user_id', '=', user).forShare().executeTakeFirst();

/** Those of these users that exist. */
export const usersAmong = (db: Db, users: readonly string[]): Promise<UserRow[]> =>
  users.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('users')
        .selectAll()
        .where('user_id', 'in', [...users])
        .execute();

export const listUsers = (db: Db): Promise<UserRow[]> => db.selectFrom('users').selectAll().orderBy('name').execute();

export async function saveUser(db: Db, user: UserRow): Promise<void> {
  const row = { ...user, memberships: JSON.stringify(user.memberships) };
  await db
    .insertInto('users')
    .values(row)
    .onConflict((c) =>
      c
        .column('user_id')
        .doUpdateSet({ name: row.name, memberships: row.memberships, collar_number: row.collar_number }),
    )
    .execute();
}
