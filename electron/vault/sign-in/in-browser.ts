import { randomBytes } from 'node:crypto';
import { signInNonce, type SignInNeeded, type SignInProof } from '../../../shared/protocol/sign-in.ts';
import { listenOnce } from './loopback.ts';
import { failureOf, openProvider, type ProviderFailure } from './provider.ts';

export type SignInFailure =
  ProviderFailure | 'sign_in_not_trusted' | 'sign_in_cancelled' | 'sign_in_timed_out' | 'browser_unopened';
export type Proved =
  | { readonly ok: true; readonly proof: SignInProof; readonly refreshToken: string | null }
  | { readonly ok: false; readonly code: SignInFailure };

/** Has the system's browser open an address of this issuer; false when it did not. */
export type Browse = (address: string, issuer: string) => Promise<boolean>;

/** How long the browser may take; long enough to find a telephone for its second factor. */
export const BROWSER_MS = 5 * 60_000;

const secret = () => randomBytes(32).toString('base64url');

/**
 * The authorisation code flow with PKCE (RFC 7636) over the system's browser and a loopback address (RFC 8252). Verifier,
 * state and nonce never leave this call, and the code is exchanged once.
 */
export async function signInByBrowser(
  {
    needed,
    device,
    browse,
    limitMs = BROWSER_MS,
  }: {
    readonly needed: SignInNeeded;
    readonly device: string;
    readonly browse: Browse;
    readonly limitMs?: number;
  },
  cancelled: AbortSignal,
): Promise<Proved> {
  const salt = randomBytes(32).toString('base64');
  const asked = { state: secret(), nonce: signInNonce(device, salt), verifier: secret() };
  const no = (code: SignInFailure): Proved => ({ ok: false, code });
  const provider = openProvider(needed);
  const back = await listenOnce(asked.state);
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    back.close();
  }, limitMs);
  cancelled.addEventListener('abort', back.close, { once: true });
  try {
    let address: string;
    try {
      address = await provider.address(asked, back.address);
    } catch (error) {
      return no(failureOf(error));
    }
    if (cancelled.aborted) return no('sign_in_cancelled');
    if (!(await browse(address, needed.issuer))) return no('browser_unopened');
    const came = await back.answer;
    if (came === null) return no(late ? 'sign_in_timed_out' : 'sign_in_cancelled');
    const got = await provider.redeem(asked, came);
    if (!got.ok) return no(got.code);
    return { ok: true, proof: { idToken: got.idToken, salt }, refreshToken: got.refreshToken };
  } finally {
    clearTimeout(limit);
    cancelled.removeEventListener('abort', back.close);
    back.close();
    await provider.close();
  }
}
