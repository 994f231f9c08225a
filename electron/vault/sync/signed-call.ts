import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { Problem } from '../../../shared/protocol/calls.ts';
import type { SignInNeeded } from '../../../shared/protocol/sign-in.ts';
import { signRequest } from '../../../shared/protocol/signed-request.ts';
import type { HubCall, HubReply, HubTransport } from './hub-transport.ts';

/** Why there is no answer. */
export type Failure =
  /** The line broke: the call may or may not have had its effect. */
  | { readonly kind: 'unreachable'; readonly received?: Buffer }
  /** Whoever answered is not the hub: nothing was said to it. */
  | { readonly kind: 'untrusted' }
  /** The hub would send the person to sign in where their organisation's policy does not. */
  | { readonly kind: 'untrusted_sign_in' }
  /** The hub refused, by RFC 9457. `retryAfterMs` is its wish, or null. */
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retryAfterMs: number | null }
  /** Something answered that does not speak our protocol. */
  | { readonly kind: 'unreadable' };
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

const fail = (failure: Failure): Answer<never> => ({ ok: false, failure });
const problemOf = (problem: Problem, retryAfterMs: number | null) => fail({ kind: 'problem', problem, retryAfterMs });

/** Seconds, or an HTTP date; null when there is none to understand. At most an hour. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : null;
}

export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

export function parseAnswer<S extends z.ZodType>(schema: S, bytes: Uint8Array): Answer<z.infer<S>> {
  const parsed = schema.safeParse(jsonOf(bytes));
  return parsed.success ? { ok: true, value: parsed.data } : fail({ kind: 'unreadable' });
}

function sorted(reply: HubReply, now: number): Answer<Buffer> {
  if (!reply.answered && reply.untrusted === true) return fail({ kind: 'untrusted' });
  if (!reply.answered)
    return fail({ kind: 'unreachable', ...(reply.received !== undefined && { received: reply.received }) });
  if (reply.status === 200) return { ok: true, value: reply.body };
  const wait = retryAfterMs(reply.retryAfter, now);
  const problem = Problem.safeParse(jsonOf(reply.body));
  if (problem.success) return problemOf(problem.data, wait);
  // A proxy in front of the hub speaks for it.
  const code = reply.status === 429 ? 'rate_limited' : 'unavailable';
  if (reply.status !== 429 && reply.status < 500) return fail({ kind: 'unreadable' });
  return problemOf({ type: 'about:blank', title: 'The hub cannot answer', status: reply.status, code }, wait);
}

/** The person's sign-in, as calls need it. */
export interface People {
  /** What goes along with a call, or null while nobody is signed in. */
  authorization(): Promise<string | null>;
  /** The hub asks for a sign-in. @returns whether there is one by now, so that the call may be sent once more */
  demanded(needed: SignInNeeded): Promise<boolean>;
  /** Whether the person may be sent there; left out: anywhere. */
  believes?(needed: SignInNeeded): boolean;
}

export interface Signer {
  readonly device: string;
  readonly key: KeyObject;
  readonly hubId: string;
  readonly people?: People | undefined;
}

/** The difference between the hub's clock and this one, ms; learnt from the hub, used for signing only. */
export interface HubClock {
  offset: number;
}

/**
 * Sends one signed call. A clock that the hub finds wrong is corrected and the call signed once more; so it is where a
 * sign-in could be renewed without the person.
 */
export async function signedCall(
  transport: HubTransport,
  signer: Signer,
  hubClock: HubClock,
  clock: () => number,
  call: Omit<HubCall, 'headers'>,
): Promise<Answer<Buffer>> {
  const answer = await signedOnce(transport, signer, hubClock, clock, call);
  if (signer.people === undefined || answer.ok || answer.failure.kind !== 'problem') return answer;
  const { code, signIn } = answer.failure.problem;
  if (code !== 'auth_required' || signIn === undefined) return answer;
  const there = await signer.people.demanded(signIn);
  if (signer.people.believes?.(signIn) === false) return fail({ kind: 'untrusted_sign_in' });
  if (!there) return answer;
  return signedOnce(transport, signer, hubClock, clock, call);
}

async function signedOnce(
  transport: HubTransport,
  signer: Signer,
  hubClock: HubClock,
  clock: () => number,
  call: Omit<HubCall, 'headers'>,
): Promise<Answer<Buffer>> {
  const authorization = (await signer.people?.authorization()) ?? undefined;
  const once = async () => {
    const now = clock() + hubClock.offset;
    const url = `${transport.origin}${call.target}`;
    const request = { ...call, url, hubId: signer.hubId, now, authorization };
    const signed = await signRequest(request, signer.device, signer.key);
    const type = call.body === '' ? undefined : { 'content-type': 'application/json' };
    return sorted(await transport.call({ ...call, headers: { ...signed, ...type } }), clock());
  };
  const first = await once();
  if (first.ok || first.failure.kind !== 'problem') return first;
  const { code, serverTime } = first.failure.problem;
  if (code !== 'clock_skew' || serverTime === undefined) return first;
  hubClock.offset = Date.parse(serverTime) - clock();
  return once();
}
