import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The one path that the browser comes back to. A provider lets the port vary, and nothing else (RFC 8252, 7.3). */
const PATH = '/signed-in';
/** All that the browser shows: whether it worked is said in Candour. No markup, so that nothing can be slipped in. */
const GO_BACK = 'You may go back to Candour.\nCewch fynd yn ôl i Candour.\n';

export interface Loopback {
  /** Where the provider is to send the browser. */
  readonly address: string;
  /** The address that the browser came back with; null once it was closed without. */
  readonly answer: Promise<URL | null>;
  close(): void;
}

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * Listens on this machine alone, on a port that the system chooses, for one request that knows the state of this sign-in.
 * Whoever does not know it (a page that tries ports, another program) is sent away, and ends nothing.
 */
export function listenOnce(state: string): Promise<Loopback> {
  let settle: (url: URL | null) => void = () => undefined;
  const answer = new Promise<URL | null>((resolve) => (settle = resolve));
  const server = createServer({ maxHeaderSize: 16 << 10, requestTimeout: 5000 }, (request, response) => {
    const url = wanted(request);
    if (url === null) return say(response, 404, '');
    say(response, 200, GO_BACK);
    response.once('finish', close);
    settle(url);
  });
  const close = () => {
    settle(null);
    server.close();
    server.closeIdleConnections();
  };
  function wanted({ method, url = '', headers }: IncomingMessage): URL | null {
    const host = `127.0.0.1:${(server.address() as AddressInfo | null)?.port}`;
    // A name that was made to point here is not this address: DNS rebinding.
    if (method !== 'GET' || headers.host !== host || !url.startsWith(`${PATH}?`)) return null;
    if (!URL.canParse(`http://${host}${url}`)) return null;
    const came = new URL(`http://${host}${url}`);
    const states = came.searchParams.getAll('state');
    return came.pathname === PATH && states.length === 1 && isSame(states[0]!, state) ? came : null;
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ address: `http://127.0.0.1:${port}${PATH}`, answer, close });
    });
  });
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(text);
}
