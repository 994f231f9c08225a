import { Agent, request } from 'undici';
import { isUntrusted, tlsSettings, type HubTrust } from './hub-trust.ts';

export interface HubCall {
  readonly method: 'GET' | 'POST';
  /** Path and query on the hub. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type HubReply =
  | { readonly answered: true; readonly status: number; readonly retryAfter: string | null; readonly body: Buffer }
  /** No whole answer: what was sent may have arrived or not. */
  | {
      readonly answered: false;
      /** What had come of a good answer's body before the line was cut. */
      readonly received?: Buffer;
      /** It went nowhere, for whoever answers is not the hub. */
      readonly untrusted?: true;
    };

/** The way out of the vault: one origin. Nothing else is ever contacted, but for the provider of a sign-in. */
export interface HubTransport {
  readonly origin: string;
  call(call: HubCall): Promise<HubReply>;
  close(): Promise<void>;
}

/** A page is 1 MiB, but a single larger case or event travels alone. */
const ANSWER_BYTES = 32 << 20;

/** The end of every wait, ms: for an answer or its next byte, and for a call as a whole. */
export interface Waits {
  readonly silenceMs: number;
  readonly wholeCallMs: number;
}
const waitsOf: Waits = { silenceMs: 30_000, wholeCallMs: 120_000 };

/** Opens kept-alive connections to `origin`. Redirects are not followed, every wait has an end, answers have a cap. */
export function openTransport(origin: string, trust: HubTrust = {}, waits: Waits = waitsOf): HubTransport {
  const agent = new Agent({
    connections: 4,
    connect: { timeout: 10_000, ...tlsSettings(trust) },
    headersTimeout: waits.silenceMs,
    bodyTimeout: waits.silenceMs,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 16 << 10,
    maxResponseSize: ANSWER_BYTES,
  });
  return {
    origin,
    async call({ method, target, headers, body }) {
      const pieces: Buffer[] = [];
      try {
        const answer = await request(`${origin}${target}`, {
          method,
          headers,
          body: body === '' ? null : body,
          dispatcher: agent,
          signal: AbortSignal.timeout(waits.wholeCallMs),
        });
        const retryAfter = answer.headers['retry-after'];
        for await (const piece of answer.body as AsyncIterable<Buffer>) pieces.push(piece);
        return {
          answered: true,
          status: answer.statusCode,
          retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
          body: Buffer.concat(pieces),
        };
      } catch (error) {
        if (isUntrusted(error)) return { answered: false, untrusted: true };
        return pieces.length === 0 ? { answered: false } : { answered: false, received: Buffer.concat(pieces) };
      }
    },
    close: () => agent.destroy(),
  };
}
