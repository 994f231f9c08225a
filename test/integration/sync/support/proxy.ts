import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Problem } from '../../../../shared/protocol/calls.ts';

/** What becomes of a call: as it is, cut before or after it had its effect, another answer, or none of the hub's. */
export type Fate =
  | 'pass'
  | 'cut_before'
  | 'cut_after'
  | 'hang'
  | { readonly answer: (body: string) => string }
  | { readonly problem: Partial<Problem> & Pick<Problem, 'code' | 'status'>; readonly retryAfter?: string }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly page: string };

/** A line to the hub that can be cut and tampered with. */
export async function startProxy(first: string) {
  let origin = first;
  let fate: (target: string, body: string) => Fate = () => 'pass';
  const calls: string[] = [];

  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const target = incoming.url!;
      const body = Buffer.concat(pieces);
      calls.push(target);
      const chosen = fate(target, body.toString('utf8'));
      if (chosen === 'hang') return undefined;
      if (chosen === 'cut_before') return outgoing.destroy();
      if (typeof chosen === 'object' && 'problem' in chosen) {
        const retry = chosen.retryAfter === undefined ? {} : { 'retry-after': chosen.retryAfter };
        outgoing.writeHead(chosen.problem.status, { 'content-type': 'application/problem+json', ...retry });
        return outgoing.end(JSON.stringify({ type: 'about:blank', title: 'No', ...chosen.problem }));
      }
      if (typeof chosen === 'object' && 'page' in chosen) {
        outgoing.writeHead(chosen.status, { 'content-type': 'text/html', ...chosen.headers });
        return outgoing.end(chosen.page);
      }
      const { host: _, ...headers } = incoming.headers;
      const onward = request(`${origin}${target}`, { method: incoming.method!, headers }, (answer) => {
        const answered: Buffer[] = [];
        answer.on('data', (piece: Buffer) => answered.push(piece));
        answer.on('end', () => {
          if (chosen === 'cut_after') return outgoing.destroy();
          const whole = Buffer.concat(answered);
          const ok = answer.statusCode === 200;
          const sent = typeof chosen === 'object' && ok ? Buffer.from(chosen.answer(whole.toString('utf8'))) : whole;
          outgoing.writeHead(answer.statusCode!, { 'content-type': answer.headers['content-type'] ?? '' });
          return outgoing.end(sent);
        });
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(body);
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    calls,
    /** From now on another hub answers. */
    leadTo: (hub: string) => (origin = hub),
    /** Chooses for every call by its path and body. */
    decide: (choose: typeof fate) => (fate = choose),
    /** Every call under way breaks off. */
    cut: () => server.closeAllConnections(),
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
export type Proxy = Awaited<ReturnType<typeof startProxy>>;
