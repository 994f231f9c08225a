/** 100 MB from the gateway to the hub and from the hub to a workstation, over a line that does not last. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpTransport } from '../../../server/device/transport.ts';
import { hubClient } from '../../../server/device/hub-client.ts';
import { importReports } from '../../../server/gateway/import.ts';
import { droppingLine } from '../../support/dropping-line.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { until } from '../sync/support/workstation.ts';
import { temporaryFolder } from '../vault/support/vault.ts';
import { caseOf, reportWith, seat, sha, statesOf } from './office.ts';

const MB = 1_000_000;
const MIB = 1 << 20;
const film = randomBytes(100 * MB);

let organisation: Organisation;
beforeAll(async () => void (organisation = await startOrganisation()));
afterAll(() => organisation.close());

describe('a file of 100 MB over a line that drops', () => {
  it('goes up, comes down and is the same, and hardly anything travels twice', { timeout: 1_200_000 }, async () => {
    const folder = temporaryFolder();
    const up = await droppingLine(organisation.address, () => 6 * MIB + Math.floor(Math.random() * MIB));
    const imported = await importReports({
      lines: [{ number: 1, text: reportWith(folder, 'FILM/1', [{ filename: 'film.bin', bytes: film }]) }],
      folder,
      transport: httpTransport(up.address),
      gateway: organisation.gateway,
      onFailure: (line, reason) => {
        throw new Error(`${line}: ${reason}`);
      },
    });
    expect(imported).toMatchObject({ ok: true });
    expect(up.drops()).toBeGreaterThan(10);
    // The chunk over which the line broke begins anew in parts; nothing else is sent again.
    expect(up.passed()).toBeLessThan(film.length + up.drops() * 1.5 * MIB);
    await up.close();

    const down = await droppingLine(organisation.address, () => 3 * MIB + Math.floor(Math.random() * MIB));
    const one = await seat(organisation, down.address);
    await one.page().value('attachment.setAhead', { mib: 0 });
    await organisation.grant({ device: one.me.device, fingerprint: one.me.fingerprint });
    let caseId: string | null = null;
    await until(async () => (caseId = await caseOf(one.page(), 'FILM/1')) !== null, 120_000);
    await one.page().value('screen.sign', { none: [caseId!], declared: [] });
    const state = async () => (await statesOf(one.page(), caseId!))['film.bin']!;
    const { attachment } = await state();
    const before = down.passed();
    await one.page().value('attachment.fetch', { caseId: caseId!, attachment });
    const received = new Set<number>();
    await until(async () => {
      const now = await state();
      received.add(now.received);
      expect(now.problem === null || now.problem === 'unavailable').toBe(true);
      return now.state === 'here';
    }, 900_000);
    // The card was told on the way, and never went back.
    expect(received.size).toBeGreaterThan(5);
    expect([...received]).toEqual([...received].sort((a, b) => a - b));
    expect(down.drops()).toBeGreaterThan(20);
    expect(down.passed() - before).toBeLessThan(film.length * 1.25 + 4 * MIB);
    const hash = createHash('sha256');
    for (let from = 0; from < film.length;) {
      const { bytes } = await one
        .page()
        .value('attachment.read', { caseId: caseId!, attachment, from, length: 900_000 });
      hash.update(bytes);
      from += bytes.length;
    }
    expect(hash.digest('hex')).toBe(sha(film));
    await down.close();
  });
});

describe('a chunk in parts', () => {
  const chunk = randomBytes(300 * 1024);
  const client = () => hubClient(organisation.transport, organisation.gateway, 1);
  const raw = async (method: 'PUT' | 'HEAD', target: string, body: Uint8Array | string = '') => {
    const { signRequest } = await import('../../../shared/protocol/signed-request.ts');
    const { privateKeyObject } = await import('../../../shared/protocol/keys.ts');
    const { device, signing, enrolled } = organisation.gateway;
    const call = { method, url: `http://hub${target}`, body, hubId: enrolled.hubId, now: Date.now() };
    const headers = await signRequest(call, device, privateKeyObject('ed25519', signing.privateKey));
    const type = { 'content-type': 'application/octet-stream' };
    return organisation.transport.send({
      method,
      target,
      body,
      headers: method === 'PUT' ? { ...headers, ...type } : headers,
    });
  };
  const path = (bytes: Uint8Array, c = 'desk:MPS') => `/v1/compartments/${encodeURIComponent(c)}/uploads/${sha(bytes)}`;
  const part = (n: number) => chunk.subarray(n * 131_072, (n + 1) * 131_072);

  it('comes in any order and more than once, HEAD tells what is there, and the last part makes it whole', async () => {
    const here = async () => (await raw('HEAD', path(chunk))).headers['candour-parts'];
    expect(await here()).toBe('');
    for (const n of [2, 0, 0]) expect((await raw('PUT', `${path(chunk)}/${n}?of=3`, part(n))).status).toBe(204);
    expect(await here()).toBe('0,2');
    expect(await client().hasChunk('desk:MPS', sha(chunk))).toBe(false);
    expect((await raw('PUT', `${path(chunk)}/1?of=3`, part(1))).status).toBe(204);
    expect(await here()).toBe('whole');
    expect(await client().hasChunk('desk:MPS', sha(chunk))).toBe(true);
    // The same content of another compartment is another chunk: nothing is skipped.
    expect(await client().hasChunk('desk:GMP', sha(chunk))).toBe(false);
    expect((await raw('HEAD', path(chunk, 'desk:GMP'))).headers['candour-parts']).toBe('');
  });

  it('that does not come to the promised hash is thrown away whole', async () => {
    const other = randomBytes(200_000);
    await raw('PUT', `${path(other)}/0?of=2`, other.subarray(0, 131_072));
    const wrong = await raw('PUT', `${path(other)}/1?of=2`, randomBytes(68_928));
    expect(JSON.parse(wrong.body.toString('utf8'))).toMatchObject({ code: 'blob_hash_mismatch' });
    expect((await raw('HEAD', path(other))).headers['candour-parts']).toBe('');
    for (const [n, of, bytes] of [
      [3, 2, 10],
      [0, 2, 10],
      [0, 1, 0],
      [0, 99, 10],
    ] as const)
      expect((await raw('PUT', `${path(other)}/${n}?of=${of}`, randomBytes(bytes))).status).toBe(400);
  });
});
