import * as oidc from 'openid-client';
import { Agent, fetch as fetchWith } from 'undici';
import { isProviderAddress, type SignInNeeded } from '../../../shared/protocol/sign-in.ts';

export type ProviderFailure =
  /** Nobody answers, or the provider cannot now. */
  | 'provider_unreachable'
  /** What answers is no provider that we speak with, or not the one that the hub named. */
  | 'provider_invalid'
  /** The person, or the provider for them, said no. */
  | 'sign_in_declined';

export type FromProvider =
  | { readonly ok: true; readonly idToken: string; readonly refreshToken: string | null }
  | { readonly ok: false; readonly code: ProviderFailure };

/** One sign-in under way: what was asked, and what the answer has to match. */
export interface Asked {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Provider {
  /** Where the browser goes, with PKCE by S256 (RFC 7636). */
  address(asked: Asked, redirect: string): Promise<string>;
  /** Exchanges the code in the address that the browser came back with. */
  redeem(asked: Asked, came: URL): Promise<FromProvider>;
  /** Asks, without the person, whether they may still. */
  refresh(refreshToken: string): Promise<FromProvider>;
  close(): Promise<void>;
}

const SECONDS = 15;
const ANSWER_BYTES = 1 << 20;
/** Of the provider's clock against this one, seconds: ours may be wrong, and the hub judges the token's times. */
const CLOCKS = 24 * 3600;

class Unreached extends Error {}

/** Talks to the provider that the hub named, and to the addresses that it names in turn; no redirect is followed. */
export function openProvider({ issuer, client, scope, prompt }: SignInNeeded): Provider {
  const agent = new Agent({ connect: { timeout: 10_000 }, maxResponseSize: ANSWER_BYTES });
  const customFetch: oidc.CustomFetch = async (url, options) => {
    if (!isProviderAddress(url)) throw new TypeError('not an address of a provider');
    try {
      const answer = await fetchWith(url, { ...options, redirect: 'manual', dispatcher: agent } as never);
      if (answer.status >= 500) throw new Unreached();
      return answer as unknown as Response;
    } catch (error) {
      throw new Unreached(undefined, { cause: error });
    }
  };
  let known: Promise<oidc.Configuration> | null = null;
  const configuration = () =>
    (known ??= discover().catch((error: unknown) => {
      known = null;
      throw error;
    }));
  async function discover(): Promise<oidc.Configuration> {
    const local = new URL(issuer).protocol === 'http:';
    const found = await oidc.discovery(new URL(issuer), client, { [oidc.clockTolerance]: CLOCKS }, oidc.None(), {
      timeout: SECONDS,
      [oidc.customFetch]: customFetch,
      ...(local && { execute: [oidc.allowInsecureRequests] }),
    });
    const { authorization_endpoint: there, token_endpoint: exchange } = found.serverMetadata();
    const good = [there, exchange].every((address) => address !== undefined && isProviderAddress(address));
    // The person types their password on a page of the very provider that their organisation named.
    if (!good || new URL(there!).origin !== new URL(issuer).origin) throw new Error('not the provider that was named');
    return found;
  }
  const attempt = async (work: (found: oidc.Configuration) => Promise<oidc.TokenEndpointResponse>) => {
    try {
      const { id_token: idToken, refresh_token: refreshToken = null } = await work(await configuration());
      return idToken === undefined ? failed('sign_in_declined') : ({ ok: true, idToken, refreshToken } as const);
    } catch (error) {
      return failed(failureOf(error));
    }
  };
  return {
    async address({ state, nonce, verifier }, redirect) {
      const found = await configuration();
      const parameters = {
        redirect_uri: redirect,
        scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(prompt !== undefined && { prompt }),
      };
      return oidc.buildAuthorizationUrl(found, parameters).href;
    },
    redeem: ({ state, nonce, verifier }, came) =>
      attempt((found) =>
        oidc.authorizationCodeGrant(found, came, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        }),
      ),
    refresh: (refreshToken) => attempt((found) => oidc.refreshTokenGrant(found, refreshToken)),
    close: () => agent.destroy(),
  };
}

const failed = (code: ProviderFailure): FromProvider => ({ ok: false, code });

/** What a throw of the library or of the line means. */
export function failureOf(error: unknown): ProviderFailure {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof Unreached || one.name === 'TimeoutError') return 'provider_unreachable';
    if (one instanceof oidc.AuthorizationResponseError || one instanceof oidc.ResponseBodyError)
      return 'sign_in_declined';
  }
  return 'provider_invalid';
}
