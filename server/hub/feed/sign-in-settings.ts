import type { Hub } from '../parts.ts';
import type { SignInSettings } from '../sign-in-settings.ts';
import {
  accountOf,
  dropAccount,
  endSignIns,
  endSignInsOf,
  saveAccount,
  saveSignInSettings,
  signInSettings,
  userOfAccount,
} from '../store/sign-ins.ts';
import { inTransaction } from '../store/transaction.ts';
import { findUser, listUsers } from '../store/users.ts';
import { isPerson } from './sign-in.ts';

export interface SignInStanding {
  readonly settings: SignInSettings | null;
  /** People whom the provider could not name, since no account was entered for them. */
  readonly without: { readonly user: string; readonly name: string }[];
}

export async function signInStanding(hub: Hub): Promise<SignInStanding> {
  const people = (await listUsers(hub.db)).filter(({ memberships }) => memberships.length > 0 && isPerson(memberships));
  const accounts = await Promise.all(people.map(({ user_id }) => accountOf(hub.db, user_id)));
  const without = people
    .filter((_one, n) => accounts[n] === null)
    .map(({ user_id, name }) => ({ user: user_id, name }));
  return { settings: await signInSettings(hub.db), without };
}

/** Whoever is signed in has to do so again, since what they showed was shown to another provider or in another way. */
export const setSignIn = (hub: Hub, settings: SignInSettings | null): Promise<void> =>
  inTransaction(hub.db, async (tx) => {
    if (JSON.stringify(await signInSettings(tx)) === JSON.stringify(settings)) return;
    await saveSignInSettings(tx, settings);
    await endSignIns(tx);
  });

/** Enters the account of a user, or with null takes it away; either signs them out. */
export const setAccount = (
  hub: Hub,
  user: string,
  account: string | null,
): Promise<'set' | 'no_such_user' | 'account_taken'> =>
  inTransaction(hub.db, async (tx) => {
    if ((await findUser(tx, user)) === undefined) return 'no_such_user';
    if ((await accountOf(tx, user)) === account) return 'set';
    if (account !== null && (await userOfAccount(tx, account)) !== null) return 'account_taken';
    await endSignInsOf(tx, user);
    await (account === null ? dropAccount(tx, user) : saveAccount(tx, user, account));
    return 'set';
  });
