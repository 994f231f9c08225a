import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';

export const CLIENT = 'candour';
export const OTHER_CLIENT = 'some-other-program';

const client = (id: string) => ({
  client_id: id,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1/signed-in'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
});

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: crypto.randomUUID() };
}

type Stored = Record<string, unknown> & { grantId?: string; uid?: string };

/** What a provider remembers, apart from it: one that was started anew knows it still, as a real one does. */
function memory() {
  const rows = new Map<string, Stored>();
  return class {
    readonly model: string;
    constructor(model: string) {
      this.model = model;
    }
    #key = (id: string) => `${this.model} ${id}`;
    async upsert(id: string, stored: Stored) {
      rows.set(this.#key(id), stored);
    }
    async find(id: string) {
      return rows.get(this.#key(id));
    }
    async findByUid(uid: string) {
      return [...rows].find(([key, row]) => key.startsWith(`${this.model} `) && row.uid === uid)?.[1];
    }
    async consume(id: string) {
      rows.get(this.#key(id))!['consumed'] = Math.floor(Date.now() / 1000);
    }
    async destroy(id: string) {
      rows.delete(this.#key(id));
    }
    async revokeByGrantId(grantId: string) {
      for (const [key, row] of rows) if (row.grantId === grantId) rows.delete(key);
    }
  };
}

/**
 * A real OpenID provider on this machine with its own pages: whoever types a name into its form is that account, unless
 * the account was closed.
 */
export async function startProvider() {
  const closed = new Set<string>();
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  let requests: string[] = [];
  const serve = () =>
    createServer((request, response) => {
      requests.push(`${request.method} ${request.url?.split('?')[0]}`);
      handle(request, response);
    });
  let server: Server = serve();
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const keys = [await newKey()];
  const adapter = memory();
  const lasts = 3600;
  const begin = () => {
    const provider = new Provider(issuer, {
      clients: [client(CLIENT), client(OTHER_CLIENT)],
      jwks: { keys },
      adapter,
      ttl: {
        AccessToken: lasts,
        IdToken: lasts,
        RefreshToken: lasts,
        Grant: lasts,
        Session: lasts,
        Interaction: lasts,
      },
      cookies: { keys: ['a key for the cookies of this test'] },
      findAccount: (_context: unknown, id: string) =>
        closed.has(id) ? undefined : { accountId: id, claims: async () => ({ sub: id }) },
    });
    handle = provider.callback();
  };
  begin();
  return {
    issuer,
    requests: () => requests,
    forget: () => (requests = []),
    /** It signs with a new key from now on, and no longer shows the old one. */
    async rotate() {
      keys.splice(0, keys.length, await newKey());
      begin();
    },
    /** The account is closed there. */
    withdraw: (account: string) => void closed.add(account),
    async down() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async up() {
      server = serve();
      await listen(port);
    },
  };
}
export type RunningProvider = Awaited<ReturnType<typeof startProvider>>;

/** The system's browser without its window: cookies, redirects, and the forms of the page that it was sent to. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  /** Every address that it was sent to, in order. */
  readonly visited: string[] = [];

  async #request(address: string, form?: URLSearchParams): Promise<Response> {
    this.visited.push(address);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie },
      ...(form !== undefined && { method: 'POST', body: form }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Goes where it is sent; answers the page at the end, or the first redirect that `until` wants for itself. */
  async go(address: string, until?: (location: string) => boolean, form?: URLSearchParams): Promise<[string, string]> {
    for (let [at, body] = [address, form]; ; body = undefined) {
      if (until?.(at)) return [at, ''];
      const response = await this.#request(at, body);
      const location = response.headers.get('location');
      if (location === null) return [at, await response.text()];
      at = new URL(location, at).href;
    }
  }

  /**
   * Signs in as `account` at the provider's own form and agrees, and comes back. Answers the page that is shown at the
   * end, or, with `stopBefore`, the address that the browser would have come back to.
   */
  async signIn(address: string, account: string, stopBefore = false): Promise<string> {
    const back = (location: string) => stopBefore && new URL(location).pathname === '/signed-in';
    let [at, page] = await this.go(address, back);
    for (let steps = 0; page.includes('<form') && steps < 3; steps++) {
      const action = /<form[^>]*action="([^"]+)"/.exec(page)![1]!;
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)![1]!;
      const form = new URLSearchParams({ prompt, ...(prompt === 'login' && { login: account, password: 'any' }) });
      [at, page] = await this.go(new URL(action, at).href, back, form);
    }
    return stopBefore ? at : page;
  }
}
