import { createHash } from 'node:crypto';
import { z } from 'zod';
import { base64 } from '../domain/primitives.ts';

/**
 * How people sign in: docs/decisions/0015. The hub names the organisation's provider, the vault goes there with the
 * system's browser, and the hub believes the ID token that comes back.
 */

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether something of a provider may lie here: HTTPS, plain HTTP only on this machine; no user name and no fragment. */
export function isProviderAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
  return safe && url.username === '' && url.password === '' && url.hash === '';
}

export const ProviderAddress = z.string().max(500).refine(isProviderAddress);

export const SignInPrompt = z.enum(['consent', 'login', 'select_account']);

/** What a hub says to a person who has to sign in; part of the problem `auth_required`. */
export const SignInNeeded = z.object({
  issuer: ProviderAddress,
  client: z.string().min(1).max(200),
  /** What to ask the provider for, with spaces. */
  scope: z.string().min(1).max(500),
  /** What to have it ask the person, as OpenID Connect Core 3.1.2.1 has it; nothing in particular where it is absent. */
  prompt: SignInPrompt.optional(),
});
export type SignInNeeded = z.infer<typeof SignInNeeded>;

/** A provider's word on who somebody is, and the random part of the nonce that ties it to one device. */
export const SignInProof = z.strictObject({ idToken: z.string().min(1).max(16_384), salt: base64(64) });
export type SignInProof = z.infer<typeof SignInProof>;

/** `POST /v1/sign-ins`: without a salt a sign-in is renewed, whose token goes along in `authorization`. */
export const SignInRequest = z.strictObject({ idToken: SignInProof.shape.idToken, salt: base64(64).optional() });

/**
 * How long a sign-in holds from this answer on, in seconds, so that no clock has to be right: until it has to be renewed,
 * and until the person has to sign in again.
 */
export const SignInLasts = z.strictObject({ renewWithin: z.int().min(0), endsWithin: z.int().min(0) });
/** The token goes along with every call in `authorization`; a renewed sign-in keeps its own. */
export const SignedIn = SignInLasts.extend({ token: z.string().min(20).max(200) });
export type SignedIn = z.infer<typeof SignedIn>;
export const SignInAnswer = SignInLasts.extend({ token: SignedIn.shape.token.optional() });
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/** Why a hub does not take a sign-in; beside the problem `sign_in_refused`. */
export const SignInRefusal = z.enum(['another_person', 'no_account', 'token_invalid', 'not_asked', 'ended']);
export type SignInRefusal = z.infer<typeof SignInRefusal>;

/**
 * The nonce that a device asks the provider to put into the ID token: a token that another device was given, or that
 * came of no request of ours, proves nothing here.
 */
export const signInNonce = (device: string, salt: string): string =>
  createHash('sha256').update(`candour-sign-in-v1\0${device}\0${salt}`).digest('base64url');

export const authorizationOf = (token: string): string => `Bearer ${token}`;
