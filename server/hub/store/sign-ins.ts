import type { Selectable } from 'kysely';
import type { SignInSettings } from '../sign-in-settings.ts';
import type { Db, Tables } from './tables.ts';

export type SignInRow = Selectable<Tables['sign_ins']>;

/** How people sign in, or null. */
export async function signInSettings(db: Db): Promise<SignInSettings | null> {
  return (await db.selectFrom('hub').select('sign_in').executeTakeFirstOrThrow()).sign_in;
}

export async function saveSignInSettings(db: Db, settings: SignInSettings | null): Promise<void> {
  await db
    .updateTable('hub')
    .set({ sign_in: settings === null ? null : JSON.stringify(settings) })
    .execute();
}

export async function accountOf(db: Db, user: string): Promise<string | null> {
  const row = await db.selectFrom('accounts').select('account').where('user_id', '=', user).executeTakeFirst();
  return row?.account ?? null;
}

/** Whose account it is, or null. */
export async function userOfAccount(db: Db, account: string): Promise<string | null> {
  const row = await db.selectFrom('accounts').select('user_id').where('account', '=', account).executeTakeFirst();
  return row?.user_id ?? null;
}

export async function saveAccount(db: Db, user: string, account: string): Promise<void> {
  await db
    .insertInto('accounts')
    .values({ user_id: user, account })
    .onConflict((c) => c.column('user_id').doUpdateSet({ account }))
    .execute();
}

export async function dropAccount(db: Db, user: string): Promise<void> {
  await db.deleteFrom('accounts').where('user_id', '=', user).execute();
}

export const countAccounts = async (db: Db): Promise<number> =>
  (await db.selectFrom('accounts').select('user_id').execute()).length;

export const findSignIn = (db: Db, device: string): Promise<SignInRow | undefined> =>
  db.selectFrom('sign_ins').selectAll().where('device', '=', device).executeTakeFirst();

/** A device has one sign-in: a later one takes the place of the one before. */
export async function saveSignIn(db: Db, row: SignInRow): Promise<void> {
  const { device: _device, ...rest } = row;
  await db
    .insertInto('sign_ins')
    .values(row)
    .onConflict((c) => c.column('device').doUpdateSet(rest))
    .execute();
}

export async function endSignIns(db: Db): Promise<void> {
  await db.deleteFrom('sign_ins').execute();
}

export async function endSignInsOf(db: Db, user: string): Promise<void> {
  await db
    .deleteFrom('sign_ins')
    .where('device', 'in', (eb) => eb.selectFrom('devices').select('device').where('user_id', '=', user))
    .execute();
}
