import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeKeyPair } from '../../shared/protocol/keys.ts';
import { openHubClient } from '../../electron/vault/sync/hub-client.ts';
import { openTransport } from '../../electron/vault/sync/hub-transport.ts';
import { PIN_MISMATCH, spkiOf, tlsSettings, type HubTrust } from '../../electron/vault/sync/hub-trust.ts';
import { haltOf } from '../../electron/vault/sync/round-end.ts';

/** Whom a workstation believes that it is the hub: one authority, one of two keys, TLS 1.3, checked at every connection. */

let folder: string;
let server: Server | null = null;
const at = (name: string) => join(folder, name);
const pem = (name: string) => readFileSync(at(name), 'utf8');
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });

function authority(name: string): void {
  openssl(
    ...['req', '-x509', '-newkey', 'ed25519', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
    ...['-keyout', `${name}.key`, '-out', `${name}.pem`],
  );
}
function certificate(name: string, by: string, host = 'localhost'): void {
  writeFileSync(at(`${name}.ext`), `subjectAltName=DNS:${host}`);
  openssl(
    ...['req', '-newkey', 'ed25519', '-nodes', '-subj', `/CN=${host}`, '-keyout', `${name}.key`, '-out', `${name}.csr`],
  );
  openssl(
    ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'],
    ...['-days', '2', '-extfile', `${name}.ext`, '-out', `${name}.pem`],
  );
}
const pin = (name: string) => {
  openssl('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`);
  return spkiOf(readFileSync(at(`${name}.der`)));
};

/** Whether each call's connection was resumed. */
let resumed: boolean[] = [];
async function serve(name: string, tls: object = {}): Promise<string> {
  resumed = [];
  server = createServer({ cert: pem(`${name}.pem`), key: pem(`${name}.key`), ...tls }, (incoming, outgoing) => {
    resumed.push((incoming.socket as TLSSocket).isSessionReused());
    outgoing.setHeader('connection', 'close');
    outgoing.end('{}');
  });
  await new Promise<void>((resolve) => server!.listen(0, resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}
const call = { method: 'GET', target: '/v1/health', headers: {}, body: '' } as const;
async function ask(origin: string, trust: HubTrust) {
  const line = openTransport(origin, trust);
  const reply = await line.call(call);
  await line.close();
  return reply;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candour-trust-'));
  for (const name of ['ours', 'theirs']) authority(name);
  for (const name of ['current', 'next', 'stolen']) certificate(name, 'ours');
  certificate('foreign', 'theirs');
  certificate('elsewhere', 'ours', 'other.example');
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a workstation with a pinned authority and the hub’s current and next key', () => {
  const trust = (): HubTrust => ({ ca: pem('ours.pem'), spki: [pin('current'), pin('next')] });

  it.each(['current', 'next'])('speaks with a hub that holds the %s key', async (name) => {
    expect(await ask(await serve(name), trust())).toMatchObject({ answered: true, status: 200 });
  });

  it('refuses another key of the same authority, before anything is sent: PIN_MISMATCH', async () => {
    const origin = await serve('stolen');
    expect(await ask(origin, { ca: pem('ours.pem') })).toMatchObject({ answered: true });
    resumed = [];
    expect(await ask(origin, trust())).toEqual({ answered: false, untrusted: true });
    expect(resumed).toEqual([]);
    const dispatcher = new Agent({ connect: tlsSettings(trust()) });
    await expect(request(origin, { dispatcher })).rejects.toMatchObject({ code: PIN_MISMATCH });
    await dispatcher.close();
  });

  it.each(['foreign', 'elsewhere'])('refuses a certificate that is %s', async (name) => {
    expect(await ask(await serve(name), { ca: pem('ours.pem') })).toEqual({ answered: false, untrusted: true });
    expect(resumed).toEqual([]);
  });

  it('refuses TLS 1.2', async () => {
    const origin = await serve('current', { maxVersion: 'TLSv1.2' });
    expect(await ask(origin, trust())).toEqual({ answered: false, untrusted: true });
    expect(resumed).toEqual([]);
  });

  it('resumes no session, since a resumed one skips the check: each of six connections is checked anew', async () => {
    const origin = await serve('current');
    const checks: string[] = [];
    const settings = tlsSettings(trust());
    const dispatcher = new Agent({
      connect: {
        ...settings,
        checkServerIdentity: (host, seen) => {
          checks.push(host);
          return settings.checkServerIdentity(host, seen);
        },
      },
    });
    for (let n = 0; n < 6; n++) await (await request(origin, { dispatcher })).body.dump();
    await dispatcher.close();
    expect(resumed).toEqual([false, false, false, false, false, false]);
    expect(checks).toHaveLength(6);
  });

  it('tells a hub that is not the hub from one that does not answer, and does not go on trying', async () => {
    const [signing, sealing] = [makeKeyPair('ed25519'), makeKeyPair('x25519')];
    const origin = await serve('stolen');
    const identity = {
      device: randomUUID(),
      user: randomUUID(),
      name: 'A',
      hub: origin,
      hubId: randomUUID(),
      hubKey: randomBytes(32).toString('base64'),
      keyringKey: null,
      signing,
      sealing,
    };
    const hub = openHubClient({ identity, clock: Date.now, trust: trust() });
    const answer = await hub.hello();
    expect(answer.ok ? null : haltOf(answer.failure)).toEqual({ kind: 'refused', code: 'hub_untrusted' });
    server!.closeAllConnections();
    server!.close();
    const gone = await hub.hello();
    expect(gone.ok ? null : haltOf(gone.failure)).toEqual({ kind: 'unreachable' });
    await hub.close();
  });
});
