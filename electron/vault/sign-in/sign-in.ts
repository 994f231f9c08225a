import {
  authorizationOf,
  type SignedIn,
  type SignInAnswer,
  type SignInNeeded,
  type SignInRequest,
} from '../../../shared/protocol/sign-in.ts';
import type { z } from 'zod';
import { done, failed, type Done } from '../calls/failure.ts';
import type { Answer, Failure, People } from '../sync/signed-call.ts';
import { signInByBrowser, type Browse, type Proved } from './in-browser.ts';
import type { KeptSignIn } from './kept.ts';
import { openProvider } from './provider.ts';

/** The hub of the open vault, for signing in there; and where the sign-in is kept: in the vault's database. */
export interface SignInPlace {
  readonly device: string;
  post(request: z.infer<typeof SignInRequest>, authorization?: string): Promise<Answer<SignInAnswer>>;
  keep(kept: KeptSignIn | null): Promise<unknown>;
  /** A person has signed in: sync may go on. */
  went(): void;
}

export interface SignInParts {
  /** ms since 1970. */
  readonly clock: () => number;
  readonly browse: Browse;
  /** The only issuer that the administrator's policy lets people sign in at; null or left out: whichever the hub names. */
  readonly issuer?: string | null;
  /** How long the browser may take, ms. */
  readonly limitMs?: number;
  /** The browser was opened, or is waited for no longer. */
  readonly changed: () => void;
}

/** A provider or a hub that does not answer is not asked again before this, ms. */
const PAUSE_MS = 30_000;
/** At which part of its time a sign-in is renewed, without the person. */
const RENEW_AT = 0.75;

/**
 * The sign-in of this workstation's person. Tokens are held here and in the sealed database, and go to the hub and the
 * provider alone.
 */
export class SignIn implements People {
  readonly #parts: SignInParts;
  #place: SignInPlace | null = null;
  #needed: SignInNeeded | null = null;
  #kept: KeptSignIn | null = null;
  /** Of a sign-in that an enrolment has asked for, until the hub has answered it. */
  #proved: { readonly needed: SignInNeeded; readonly refreshToken: string | null } | null = null;
  #underWay: AbortController | null = null;
  #renewing: Promise<boolean> | null = null;
  #notBefore = 0;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** The browser is open, and is waited for. */
  get waiting(): boolean {
    return this.#underWay !== null;
  }

  /** A vault was opened. What an enrolment has just brought is newer than what is kept there. */
  async opened(place: SignInPlace, kept: KeptSignIn | null): Promise<void> {
    this.#place = place;
    if (this.#kept !== null) await place.keep(this.#kept);
    else this.#kept = kept;
    // The policy may be newer than the sign-in.
    if (this.#kept !== null && !this.believes(this.#kept.needed)) await this.#drop();
  }

  believes({ issuer }: SignInNeeded): boolean {
    const pinned = this.#parts.issuer ?? null;
    return pinned === null || pinned === issuer;
  }

  closed(): void {
    this.cancel();
    this.#place = null;
    this.#kept = null;
  }

  async authorization(): Promise<string | null> {
    const now = this.#parts.clock();
    if (this.#kept !== null && now >= this.#kept.renewAt && now >= this.#notBefore) {
      const renewed = this.#renew();
      // What still holds holds nobody up.
      if (now >= this.#kept.until) await renewed;
    }
    return this.#kept === null ? null : authorizationOf(this.#kept.token);
  }

  async demanded(needed: SignInNeeded): Promise<boolean> {
    this.#needed = needed;
    if (this.#kept === null || !this.believes(needed)) return false;
    const same = this.#kept.needed.issuer === needed.issuer && this.#kept.needed.client === needed.client;
    if (same) return this.#parts.clock() >= this.#notBefore && this.#renew();
    await this.#drop();
    return false;
  }

  /** The person signs in, in the browser. Errors: see `session.signIn`. */
  async begin(): Promise<Done<Record<string, never>>> {
    const place = this.#place;
    const needed = this.#needed ?? this.#kept?.needed ?? null;
    if (place === null || needed === null) return failed('sign_in_not_needed');
    const proved = await this.prove(needed, place.device);
    if (!proved.ok) return failed(proved.code);
    const answer = await place.post(proved.proof);
    if (!answer.ok) return failed(codeOf(answer.failure));
    const { token } = answer.value;
    if (token === undefined) return failed('sign_in_refused');
    await this.started({ ...answer.value, token });
    place.went();
    return done({});
  }

  /** What shows a hub who the person is. One at a time: a second try ends the first. */
  async prove(needed: SignInNeeded, device: string): Promise<Proved> {
    if (!this.believes(needed)) return { ok: false, code: 'sign_in_not_trusted' };
    this.cancel();
    const mine = (this.#underWay = new AbortController());
    this.#parts.changed();
    try {
      const { browse, limitMs } = this.#parts;
      const wanted = { needed, device, browse, ...(limitMs !== undefined && { limitMs }) };
      const proved = await signInByBrowser(wanted, mine.signal);
      if (proved.ok) this.#proved = { needed, refreshToken: proved.refreshToken };
      return proved;
    } finally {
      if (this.#underWay === mine) {
        this.#underWay = null;
        this.#parts.changed();
      }
    }
  }

  cancel(): void {
    this.#underWay?.abort();
  }

  /** The hub has taken what was proved. */
  async started({ token, ...lasts }: SignedIn): Promise<void> {
    if (this.#proved === null) return;
    this.#kept = { ...this.#proved, token, ...this.#times(lasts) };
    this.#proved = null;
    this.#notBefore = 0;
    await this.#place?.keep(this.#kept);
  }

  #times({ renewWithin, endsWithin }: Pick<SignedIn, 'renewWithin' | 'endsWithin'>) {
    const now = this.#parts.clock();
    return {
      renewAt: now + renewWithin * 1000 * RENEW_AT,
      until: now + renewWithin * 1000,
      endsAt: new Date(now + endsWithin * 1000).toISOString(),
    };
  }

  async #drop(): Promise<void> {
    this.#kept = null;
    await this.#place?.keep(null);
  }

  /** @returns whether the hub takes calls again, or still */
  #renew(): Promise<boolean> {
    this.#renewing ??= this.#renewOnce().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async #renewOnce(): Promise<boolean> {
    const [kept, place] = [this.#kept, this.#place];
    if (kept === null || place === null) return false;
    this.#notBefore = this.#parts.clock() + PAUSE_MS;
    // Without this nobody but the person can ask.
    if (kept.refreshToken === null) return false;
    const provider = openProvider(kept.needed);
    const got = await provider.refresh(kept.refreshToken).finally(() => provider.close());
    if (this.#kept !== kept) return false;
    if (!got.ok) {
      // Withdrawn there: nothing is sent to the hub on its account any more.
      if (got.code === 'sign_in_declined') await this.#drop();
      return false;
    }
    const asked = { ...kept, refreshToken: got.refreshToken ?? kept.refreshToken };
    // A provider may give each of them out for one use.
    this.#kept = asked;
    await place.keep(asked);
    const answer = await place.post({ idToken: got.idToken }, authorizationOf(kept.token));
    if (this.#kept !== asked) return false;
    if (!answer.ok) {
      if (
        answer.failure.kind === 'problem' &&
        ['sign_in_refused', 'auth_required'].includes(answer.failure.problem.code)
      )
        await this.#drop();
      return false;
    }
    this.#kept = { ...asked, ...this.#times(answer.value) };
    this.#notBefore = 0;
    await place.keep(this.#kept);
    return true;
  }
}

/** What a hub's refusal of a sign-in means to the person. */
export function codeOf(failure: Failure): string {
  if (failure.kind === 'untrusted') return 'hub_untrusted';
  if (failure.kind === 'untrusted_sign_in') return 'sign_in_not_trusted';
  if (failure.kind !== 'problem') return 'unavailable';
  const { code, reason } = failure.problem;
  if (code !== 'sign_in_refused') return code;
  if (reason === 'another_person') return 'sign_in_another_person';
  return reason === 'no_account' ? 'sign_in_no_account' : 'sign_in_refused';
}
