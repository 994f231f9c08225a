import { createHash, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import {
  authorizationOf,
  signInNonce,
  type SignedIn,
  type SignInAnswer,
  type SignInProof,
  type SignInRefusal,
  type SignInRequest,
} from '../../../shared/protocol/sign-in.ts';
import type { IdToken } from '../id-tokens.ts';
import type { Hub } from '../parts.ts';
import { signInNeeded, type SignInSettings } from '../sign-in-settings.ts';
import type { DeviceRow } from '../store/devices.ts';
import { accountOf, findSignIn, saveSignIn, signInSettings } from '../store/sign-ins.ts';
import type { Db } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { findUser } from '../store/users.ts';
import { refuse, type Refused } from './problem.ts';

/** Gateways and keyrings are no people: nobody could sign them in. */
export const isPerson = (memberships: readonly Membership[]): boolean =>
  memberships.length === 0 || memberships.some(({ role }) => role !== 'gateway' && role !== 'keyring');

const refused = (reason: SignInRefusal) => refuse('sign_in_refused', { reason });
const asked = (settings: SignInSettings) => refuse('auth_required', { signIn: signInNeeded(settings) });

const hashOf = (authorization: string) => createHash('sha256').update(authorization).digest('hex');
const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));

/** Why a device's call is not answered until its person signs in, or null. */
export async function notSignedIn(
  hub: Hub,
  device: DeviceRow,
  settings: SignInSettings | null,
  authorization: string | null,
): Promise<Refused | null> {
  if (settings === null) return null;
  const user = await findUser(hub.db, device.user_id);
  if (!isPerson(user?.memberships ?? [])) return null;
  const row = authorization === null ? undefined : await findSignIn(hub.db, device.device);
  if (row === undefined || !isSame(row.token_hash, hashOf(authorization!))) return asked(settings);
  return hub.clock() < row.expires_at ? null : asked(settings);
}

/** The provider's word, read; or why nothing can be made of it. */
async function read(hub: Hub, settings: SignInSettings, idToken: string) {
  const answer = await hub.idTokens(settings, idToken);
  if (answer.ok) return answer;
  return answer.code === 'unreachable'
    ? refuse('unavailable', { detail: 'the sign-in provider does not answer the hub' })
    : refused('token_invalid');
}

/** Whether the token is of the account that the directory's administrator entered for this user. */
async function isOf(db: Db, user: string, token: IdToken): Promise<Refused | null> {
  const account = await accountOf(db, user);
  if (account === null) return refused('no_account');
  return account === token.account ? null : refused('another_person');
}

const lasts = (now: number, until: number, ends: number) => ({
  renewWithin: Math.floor((until - now) / 1000),
  endsWithin: Math.floor((ends - now) / 1000),
});

async function begin(
  hub: Hub,
  db: Db,
  settings: SignInSettings,
  device: string,
  token: IdToken & { nonce: string },
): Promise<SignedIn> {
  const now = hub.clock();
  const secret = Buffer.from(hub.random(32)).toString('base64url');
  const ends = now + settings.hours * 3600_000;
  const until = Math.min(ends, now + settings.recheckMinutes * 60_000);
  await saveSignIn(db, {
    device,
    token_hash: hashOf(authorizationOf(secret)),
    nonce: token.nonce,
    checked_at: token.issuedAt,
    expires_at: until,
    ends_at: ends,
  });
  return { token: secret, ...lasts(now, until, ends) };
}

type Answered = { readonly ok: true; readonly answer: SignInAnswer } | Refused;

/**
 * Signs the person of a device in, or renews their sign-in. The request was signed by the device's key, so that a token
 * that somebody else has got hold of is of no use to them.
 */
export async function signIn(
  hub: Hub,
  { device, user_id }: DeviceRow,
  { idToken, salt }: z.infer<typeof SignInRequest>,
  authorization: string | null,
): Promise<Answered> {
  const settings = await signInSettings(hub.db);
  if (settings === null) return refused('not_asked');
  const said = await read(hub, settings, idToken);
  if (!said.ok) return said;
  return inTransaction(hub.db, async (tx) => {
    const { token } = said;
    const wrong = await isOf(tx, user_id, token);
    if (wrong !== null) return wrong;
    if (salt === undefined) return renew(hub, tx, settings, device, token, authorization);
    const nonce = signInNonce(device, salt);
    if (token.nonce !== nonce) return refused('token_invalid');
    return { ok: true, answer: await begin(hub, tx, settings, device, { ...token, nonce }) };
  });
}

async function renew(
  hub: Hub,
  tx: Db,
  settings: SignInSettings,
  device: string,
  token: IdToken,
  authorization: string | null,
): Promise<Answered> {
  const row = await findSignIn(tx, device);
  if (row === undefined || authorization === null || !isSame(row.token_hash, hashOf(authorization)))
    return asked(settings);
  const now = hub.clock();
  if (now >= row.ends_at) return refused('ended');
  // OpenID Connect Core 12.2: none, or the very one of the first token. And a token of before says nothing about today.
  if ((token.nonce !== null && token.nonce !== row.nonce) || token.issuedAt < row.checked_at)
    return refused('token_invalid');
  const until = Math.min(row.ends_at, now + settings.recheckMinutes * 60_000);
  await saveSignIn(tx, { ...row, checked_at: token.issuedAt, expires_at: until });
  return { ok: true, answer: lasts(now, until, row.ends_at) };
}

/** What an enrolment proved of its person, read before anything of it is written. */
export interface EnrolmentProof {
  readonly ok: true;
  /** Why the user whose code it was is not enrolled, or null. */
  readonly flaw: (tx: Db, user: string) => Promise<Refused | null>;
  /** The sign-in goes on, once the device is there; null where nobody proved one. */
  readonly begin: (tx: Db) => Promise<SignedIn | null>;
}

/** Reads the sign-in that goes with an enrolment, where the organisation asks for one. */
export async function readEnrolmentProof(
  hub: Hub,
  device: string,
  proof: z.infer<typeof SignInProof> | undefined,
): Promise<EnrolmentProof | Refused> {
  const settings = await signInSettings(hub.db);
  const none = async () => null;
  if (settings === null || !settings.enrolment) return { ok: true, flaw: none, begin: none };
  if (proof === undefined)
    return { ok: true, flaw: async (tx, user) => ((await personIn(tx, user)) ? asked(settings) : null), begin: none };
  const said = await read(hub, settings, proof.idToken);
  if (!said.ok) return said;
  const nonce = signInNonce(device, proof.salt);
  if (said.token.nonce !== nonce) return refused('token_invalid');
  const token = { ...said.token, nonce };
  return {
    ok: true,
    flaw: (tx, user) => isOf(tx, user, token),
    begin: (tx) => begin(hub, tx, settings, device, token),
  };
}

const personIn = async (tx: Db, user: string) => isPerson((await findUser(tx, user))?.memberships ?? []);
