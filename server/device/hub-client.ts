import { setTimeout as wait } from 'node:timers/promises';
import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import {
  CasesAnswer,
  EnrolAnswer,
  FeedAnswer,
  HelloAnswer,
  limits,
  Problem,
  PROTOCOL,
  PushAnswer,
  ReferencesAnswer,
  UPLOADED_PARTS,
  type PushRequest,
} from '../../shared/protocol/calls.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import { signRequest, UNKNOWN_HUB } from '../../shared/protocol/signed-request.ts';
import type { DeviceIdentity, EnrolledIdentity } from './identity.ts';
import { Unreachable, type Reply, type Transport } from './transport.ts';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Problems that a hub did not word itself. */
const local = (code: Problem['code'], title: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { type: 'about:blank', title, status: 0, code },
});

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

function problemOf(reply: Reply): { ok: false; problem: Problem } {
  try {
    return { ok: false, problem: Problem.parse(JSON.parse(reply.body.toString('utf8'))) };
  } catch {
    return local('unavailable', `the hub answered ${reply.status}`);
  }
}

interface Outgoing {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly target: string;
  readonly body?: Uint8Array | string;
  readonly type?: string;
}

/**
 * Signed calls of one device. Each is sent again, signed anew, while the hub cannot be reached or is busy, with full
 * jitter; the hub answers repeats as it did the first time. A wrong local clock is set right by the hub's answer.
 */
export function hubClient(transport: Transport, identity: DeviceIdentity, attempts = ATTEMPTS) {
  const key: KeyObject = privateKeyObject('ed25519', identity.signing.privateKey);
  let offset = 0;

  async function once({ method, target, body = '', type }: Outgoing): Promise<Reply> {
    const url = `http://hub${target}`;
    const hubId = identity.enrolled?.hubId ?? UNKNOWN_HUB;
    const signed = await signRequest({ method, url, body, hubId, now: Date.now() + offset }, identity.device, key);
    const headers = type === undefined ? signed : { ...signed, 'content-type': type };
    return transport.send({ method, target, headers, body });
  }

  async function attempt(outgoing: Outgoing): Promise<Reply | { ok: false; problem: Problem }> {
    try {
      const reply = await once(outgoing);
      if (reply.status < 400) return reply;
      const refused = problemOf(reply);
      const { code, serverTime } = refused.problem;
      if (code !== 'clock_skew' || serverTime === undefined) return refused;
      offset = Date.parse(serverTime) - Date.now();
      const again = await once(outgoing);
      return again.status < 400 ? again : problemOf(again);
    } catch (error) {
      if (error instanceof Unreachable) return local('unavailable', error.message);
      throw error;
    }
  }

  async function send(outgoing: Outgoing): Promise<Reply | { ok: false; problem: Problem }> {
    for (let tried = 1; ; tried++) {
      const reply = await attempt(outgoing);
      const busy = 'ok' in reply && ['unavailable', 'rate_limited'].includes(reply.problem.code);
      if (!busy || tried >= attempts) return reply;
      await wait(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried));
    }
  }

  async function call<S extends z.ZodType>(outgoing: Outgoing, schema: S): Promise<Answer<z.infer<S>>> {
    const reply = await send(outgoing);
    if ('ok' in reply) return reply;
    try {
      return { ok: true, value: schema.parse(JSON.parse(reply.body.toString('utf8'))) };
    } catch {
      return local('unavailable', 'the hub answered something that is not of this protocol');
    }
  }
  const post = <S extends z.ZodType>(target: string, value: unknown, schema: S) =>
    call({ method: 'POST', target, body: JSON.stringify(value), type: 'application/json' }, schema);

  return {
    hello: () =>
      post('/v1/hello', { protocol: { min: PROTOCOL, max: PROTOCOL }, device: identity.device }, HelloAnswer),
    feed: (compartment: string, epoch: number, seq: number) =>
      call(
        { method: 'GET', target: `/v1/feed?${new URLSearchParams({ compartment, epoch: `${epoch}`, seq: `${seq}` })}` },
        FeedAnswer,
      ),
    cases: (compartment: string, after?: string) => {
      const query = new URLSearchParams({ compartment, ...(after !== undefined && { after }) });
      return call({ method: 'GET', target: `/v1/cases?${query}` }, CasesAnswer);
    },
    push: (push: PushRequest) => post('/v1/events', push, PushAnswer),
    references: (references: readonly string[]) => post('/v1/references', { references }, ReferencesAnswer),
    enrol: (code: string) =>
      post(
        '/v1/enrolments',
        {
          code,
          device: identity.device,
          signingKey: identity.signing.publicKey,
          sealingKey: identity.sealing.publicKey,
        },
        EnrolAnswer,
      ),
    putChunk: async (compartment: string, sha256: string, bytes: Uint8Array): Promise<Answer<null>> => {
      const target = `/v1/compartments/${encodeURIComponent(compartment)}/uploads/${sha256}`;
      const put = (n: string, body: Uint8Array) =>
        ({ method: 'PUT', target: `${target}/${n}`, body, type: 'application/octet-stream' }) as const;
      const whole = await attempt(put('0', bytes));
      if (!('ok' in whole)) return { ok: true, value: null };
      if (!['unavailable', 'rate_limited'].includes(whole.problem.code)) return whole;
      // The line did not last for all of it: in parts, beginning with what the hub does not have.
      const there = await send({ method: 'HEAD', target });
      if ('ok' in there) return there;
      const parts = there.headers[UPLOADED_PARTS] ?? '';
      if (parts === 'whole') return { ok: true, value: null };
      const here = new Set(parts.split(',').filter((n) => n !== ''));
      const of = Math.ceil(bytes.length / limits.partBytes);
      for (let n = 0; n < of; n++) {
        if (here.has(String(n)) && here.size < of) continue;
        const part = bytes.subarray(n * limits.partBytes, (n + 1) * limits.partBytes);
        const reply = await send(put(`${n}?of=${of}`, part));
        if ('ok' in reply) return reply;
      }
      return { ok: true, value: null };
    },
    getChunk: async (compartment: string, sha256: string): Promise<Answer<Buffer>> => {
      const target = `/v1/compartments/${encodeURIComponent(compartment)}/blobs/${sha256}`;
      const reply = await send({ method: 'GET', target });
      return 'ok' in reply ? reply : { ok: true, value: reply.body };
    },
    hasChunk: async (compartment: string, sha256: string): Promise<boolean> => {
      const target = `/v1/compartments/${encodeURIComponent(compartment)}/blobs/${sha256}`;
      return !('ok' in (await send({ method: 'HEAD', target })));
    },
  };
}
export type HubClient = ReturnType<typeof hubClient>;

/** Enrols with a one-time code; the answered identity is to be kept before anything else is done with it. */
export async function enrolDevice(
  transport: Transport,
  identity: DeviceIdentity,
  code: string,
): Promise<Answer<EnrolledIdentity>> {
  const answer = await hubClient(transport, identity).enrol(code);
  if (!answer.ok) return answer;
  const { user, hubId, hubKey, keyringKey = null } = answer.value;
  return { ok: true, value: { ...identity, enrolled: { user, hubId, hubKey, keyringKey } } };
}
