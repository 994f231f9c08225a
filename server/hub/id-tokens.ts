import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { isProviderAddress, ProviderAddress } from '../../shared/protocol/sign-in.ts';
import type { SignInSettings } from './sign-in-settings.ts';
import type { Clock } from './clock.ts';

/** What a provider's token said, once its signature and all its times and names were found good. */
export interface IdToken {
  readonly account: string;
  readonly nonce: string | null;
  /** ms since 1970. */
  readonly issuedAt: number;
}
export type ReadIdToken =
  | { readonly ok: true; readonly token: IdToken }
  /** `unreachable`: the provider's keys cannot be had now, so nothing can be said of the token. */
  | { readonly ok: false; readonly code: 'token_invalid' | 'unreachable' };

export type IdTokens = (settings: SignInSettings, idToken: string) => Promise<ReadIdToken>;

/** Signatures by a key that the provider alone holds: not `none`, and nothing that the client's secret could make. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const WAIT_MS = 5000;
const METADATA_BYTES = 1 << 20;
const KEEP_MS = 3600_000;
/** A key that is not known yet has the provider's keys fetched again, but no faster than this. */
const COOLDOWN_MS = 1000;
/** An ID token is for signing in with at once. Seconds. */
const FRESH = 300;
const SKEW = 60;

const Metadata = z.object({ issuer: z.string(), jwks_uri: ProviderAddress });
const Claims = z.object({ nonce: z.string().optional(), iat: z.number(), azp: z.string().optional() });

class Unreachable extends Error {}

/** Where a provider has its keys (OpenID Connect Discovery 1.0). Redirects are not followed. */
async function keysAddress(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(WAIT_MS) });
    const text = await answer.text();
    if (answer.status !== 200 || text.length > METADATA_BYTES) throw new Unreachable();
    const metadata = Metadata.parse(JSON.parse(text));
    if (metadata.issuer !== issuer) throw new Unreachable();
    return new URL(metadata.jwks_uri);
  } catch {
    throw new Unreachable();
  }
}

/** Reads ID tokens of the provider that the settings name. Its keys are kept for an hour; new ones are found at once. */
export function idTokens(clock: Clock): IdTokens {
  let kept: { readonly issuer: string; readonly at: number; readonly keys: JWTVerifyGetKey } | null = null;
  async function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    if (kept?.issuer === issuer && Math.abs(clock() - kept.at) < KEEP_MS) return kept.keys;
    const address = await keysAddress(issuer);
    const keys = createRemoteJWKSet(address, {
      timeoutDuration: WAIT_MS,
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: KEEP_MS,
    });
    kept = { issuer, at: clock(), keys };
    return keys;
  }
  return async ({ issuer, client, claim }, idToken) => {
    const invalid = { ok: false, code: 'token_invalid' } as const;
    if (!isProviderAddress(issuer)) return invalid;
    try {
      const { payload } = await jwtVerify(idToken, await keysOf(issuer), {
        issuer,
        audience: client,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW,
        currentDate: new Date(clock()),
        maxTokenAge: FRESH,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      const claims = Claims.safeParse(payload);
      const account = payload[claim];
      if (!claims.success || typeof account !== 'string' || account === '') return invalid;
      const { nonce = null, iat, azp } = claims.data;
      // OpenID Connect Core 3.1.3.7: a token for several says which of them asked for it.
      if (azp === undefined ? Array.isArray(payload.aud) && payload.aud.length > 1 : azp !== client) return invalid;
      // An address that nobody has proved to be theirs names nobody.
      if (claim === 'email' && payload['email_verified'] !== true) return invalid;
      return { ok: true, token: { account, nonce, issuedAt: iat * 1000 } };
    } catch (error) {
      if (error instanceof Unreachable || error instanceof errors.JWKSTimeout)
        return { ok: false, code: 'unreachable' };
      if (!(error instanceof errors.JOSEError)) return { ok: false, code: 'unreachable' };
      // What the provider answered instead of its keys says nothing about the token.
      if (error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC')
        return { ok: false, code: 'unreachable' };
      return invalid;
    }
  };
}
