import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROTOCOL } from '../../../shared/protocol/calls.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { signRequest } from '../../../shared/protocol/signed-request.ts';
import { newDeviceIdentity } from '../../../server/device/identity.ts';
import { withdrawDevice } from '../../../server/hub/feed/directory-changes.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import { testHub, type TestDevice, type TestHub } from '../support/hub-organisation.ts';

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`signed requests to a hub on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let assessor: TestDevice;
    let now: number;
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      now = Date.now();
      hub = await testHub(await database.fresh(), () => now);
      assessor = await hub.person({ unit: 'MPS', role: 'assessor' });
    });
    afterEach(() => hub.close());

    const body = () => JSON.stringify({ protocol: { min: PROTOCOL, max: PROTOCOL }, device: assessor.identity.device });

    /** Signs a hello as told and sends it, with whatever the test changes in between. */
    async function hello(
      options: { at?: number; hubId?: string; device?: string; key?: string; signed?: string } = {},
      change: (headers: Record<string, string>) => void = () => undefined,
    ) {
      const { identity } = assessor;
      const signed = await signRequest(
        {
          method: 'POST',
          url: 'http://hub/v1/hello',
          body: options.signed ?? body(),
          hubId: options.hubId ?? identity.enrolled.hubId,
          now: options.at ?? now,
        },
        options.device ?? identity.device,
        privateKeyObject('ed25519', options.key ?? identity.signing.privateKey),
      );
      const headers: Record<string, string> = { ...signed, 'content-type': 'application/json' };
      change(headers);
      const reply = await hub.app.inject({ method: 'POST', url: '/v1/hello', headers, payload: body() });
      return { reply, headers, code: (reply.json() as { code?: string }).code, status: reply.statusCode };
    }

    test('a request that is signed as agreed is answered', async () => {
      expect((await hello()).status).toBe(200);
    });

    test('without a signature it is refused with a problem of RFC 9457', async () => {
      const { reply, code } = await hello({}, (headers) => void delete headers['signature']);
      expect(code).toBe('auth_required');
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect(reply.json()).toMatchObject({ type: expect.any(String), title: expect.any(String), status: 401 });
    });

    test('another body, another hub, another key, an unknown device: each is refused', async () => {
      expect((await hello({ signed: body().replace('"min":1', '"min":2') })).code).toBe('signature_invalid');
      expect((await hello({ hubId: '00000000-0000-4000-8000-000000000000' })).code).toBe('auth_required');
      expect((await hello({}, (h) => void (h['x-hub-id'] = 'unknown'))).code).toBe('signature_invalid');
      expect((await hello({ key: newDeviceIdentity().signing.privateKey })).code).toBe('signature_invalid');
      expect((await hello({ device: newDeviceIdentity().device })).code).toBe('auth_required');
      expect((await hello({ device: 'no id at all' })).code).toBe('auth_required');
    });

    test('the same signed request a second time is refused', async () => {
      const { headers } = await hello();
      const again = await hub.app.inject({ method: 'POST', url: '/v1/hello', headers, payload: body() });
      expect(again.json()).toMatchObject({ code: 'signature_invalid' });
    });

    test('nor is it later, for as long as its signature would hold: from the far end of the window to the near one', async () => {
      const began = now;
      const { headers, status } = await hello({ at: began + 299_000 });
      expect(status).toBe(200);
      for (const later of [1000, 120_000, 299_000, 598_000]) {
        now = began + later;
        // Whoever else asks has the hub forget nonces that are no longer needed.
        expect((await hello()).status).toBe(200);
        const again = await hub.app.inject({ method: 'POST', url: '/v1/hello', headers, payload: body() });
        expect(again.json()).toMatchObject({ code: 'signature_invalid', detail: 'this request was sent before' });
      }
      now = began + 600_000;
      const tooLate = await hub.app.inject({ method: 'POST', url: '/v1/hello', headers, payload: body() });
      expect(tooLate.json()).toMatchObject({ code: 'clock_skew' });
    });

    test('a signature for one address does not open another', async () => {
      const { headers } = await hello();
      const elsewhere = await hub.app.inject({ method: 'POST', url: '/v1/references', headers, payload: body() });
      expect(elsewhere.json()).toMatchObject({ code: 'signature_invalid' });
    });

    test('a clock five minutes off is told the time, four minutes are fine', async () => {
      expect((await hello({ at: now - 240_000 })).status).toBe(200);
      for (const away of [-301_000, 301_000]) {
        const { reply, code } = await hello({ at: now + away });
        expect(code).toBe('clock_skew');
        expect((reply.json() as { serverTime: string }).serverTime).toBe(new Date(now).toISOString());
      }
    });

    test('a client with a wrong clock sets itself right by the answer', async () => {
      now += 3_600_000;
      expect(await assessor.client.hello()).toMatchObject({ ok: true });
    });

    test('a withdrawn device is refused from then on', async () => {
      await withdrawDevice(hub.hub, assessor.identity.device);
      expect((await hello()).code).toBe('device_revoked');
    });

    test('a device that asks without pause is told to slow down, and goes on later', async () => {
      let refused = 0;
      for (let n = 0; n < 520; n++) if ((await hello()).code === 'rate_limited') refused += 1;
      expect(refused).toBeGreaterThan(0);
      now += 2000;
      expect((await hello()).status).toBe(200);
    });

    test('hello lists what the device may see, with leases, and the directory among it', async () => {
      const answer = await assessor.client.hello();
      expect(answer.ok && answer.value.compartments.map((c) => c.compartment).sort()).toEqual([
        'desk:MPS',
        'directory',
        `journal:${assessor.identity.device}`,
      ]);
      expect(answer.ok && answer.value.compartments[0]!.leaseUntil).toBe(new Date(now + 14 * 86_400_000).toISOString());
    });

    test('hello refuses a device that only speaks a later protocol', async () => {
      const later = JSON.stringify({ protocol: { min: 2, max: 3 }, device: assessor.identity.device });
      const { identity } = assessor;
      const key = privateKeyObject('ed25519', identity.signing.privateKey);
      const request = { method: 'POST', url: 'http://hub/v1/hello', body: later, hubId: identity.enrolled.hubId, now };
      const headers = { ...(await signRequest(request, identity.device, key)), 'content-type': 'application/json' };
      const reply = await hub.app.inject({ method: 'POST', url: '/v1/hello', headers, payload: later });
      expect(reply.json()).toMatchObject({ code: 'protocol_unsupported' });
    });

    test('the description of the calls is served as OpenAPI', async () => {
      const reply = await hub.app.inject({ method: 'GET', url: '/v1/openapi.json' });
      const { paths } = reply.json() as { paths: Record<string, unknown> };
      expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/v1/hello', '/v1/feed', '/v1/cases', '/v1/events']));
    });

    test("the administrator's calls need the token", async () => {
      const without = await hub.app.inject({ method: 'GET', url: '/v1/admin/stats' });
      expect(without.statusCode).toBe(401);
      const wrong = { authorization: `Bearer ${'x'.repeat(43)}` };
      expect((await hub.app.inject({ method: 'GET', url: '/v1/admin/stats', headers: wrong })).statusCode).toBe(401);
    });
  });
