import type { FastifyInstance } from 'fastify';

export interface Call {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Path and query, e.g. `/v1/feed?seq=0`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Carries a call to a hub. Throws `Unreachable` when no answer came, and for nothing else. */
export interface Transport {
  readonly send: (call: Call) => Promise<Reply>;
  /** A long answer, piece by piece. */
  readonly stream: (call: Call) => AsyncIterable<Uint8Array>;
}

export class Unreachable extends Error {}

const TIME_LIMIT_MS = 60_000;

/** Over HTTP to a listening hub. */
export function httpTransport(base: string): Transport {
  const request = async (call: Call, signal: AbortSignal | null) => {
    const { method, headers, body } = call;
    const hasBody = method === 'POST' || method === 'PUT';
    try {
      return await fetch(new URL(call.target, base), {
        method,
        headers,
        signal,
        ...(hasBody && { body: body as BodyInit }),
      });
    } catch (error) {
      throw new Unreachable(`no answer from ${base}`, { cause: error });
    }
  };
  return {
    send: async (call) => {
      const response = await request(call, AbortSignal.timeout(TIME_LIMIT_MS));
      try {
        const body = Buffer.from(await response.arrayBuffer());
        return { status: response.status, headers: Object.fromEntries(response.headers), body };
      } catch (error) {
        throw new Unreachable(`the answer from ${base} broke off`, { cause: error });
      }
    },
    stream: async function* (call) {
      const response = await request(call, null);
      if (!response.ok || response.body === null) throw new Unreachable(`${base} answered ${response.status}`);
      yield* response.body as unknown as AsyncIterable<Uint8Array>;
    },
  };
}

/** To a hub inside this process, through the same border as over the network. */
export function injectTransport(app: FastifyInstance): Transport {
  const inject = ({ method, target, headers, body }: Call) => {
    const payload = typeof body === 'string' ? body : Buffer.from(body);
    return app.inject({ method, url: target, headers, ...(payload.length > 0 && { payload }), payloadAsStream: true });
  };
  return {
    send: async (call) => {
      const response = await inject(call);
      const pieces: Buffer[] = [];
      for await (const piece of response.stream()) pieces.push(Buffer.from(piece as Uint8Array));
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      );
      return { status: response.statusCode, headers, body: Buffer.concat(pieces) };
    },
    stream: async function* (call) {
      const response = await inject(call);
      if (response.statusCode >= 400) throw new Unreachable(`the hub answered ${response.statusCode}`);
      for await (const piece of response.stream()) yield piece as Uint8Array;
    },
  };
}
