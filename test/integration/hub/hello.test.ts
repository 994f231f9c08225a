/** What a hub answers to who says which list of compartments they know. */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { createHub } from '../../../server/hub/hub.ts';
import { ensureLog, findLog, setHead } from '../../../server/hub/store/compartments.ts';
import { addReader, closeTo, removeReader, setReaders } from '../../../server/hub/store/readers.ts';
import { limits, type HelloAnswer, type HelloReply, type HelloRequest } from '../../../shared/protocol/calls.ts';
import { knownList } from '../../../shared/protocol/hello-list.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { signRequest } from '../../../shared/protocol/signed-request.ts';
import { spoken } from '../../../shared/protocol/versions.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import {
  ADMIN_TOKEN,
  makeGateway,
  receivedCase,
  testHub,
  type TestDevice,
  type TestHub,
} from '../support/hub-organisation.ts';

const MINUTE = 60_000;

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`hello to a hub on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let gateway: TestDevice;
    let now: number;
    const clock = () => now;
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      now = Date.now();
      hub = await testHub(await database.fresh(), clock);
      gateway = await makeGateway(hub);
    });
    afterEach(() => hub.close());

    /** A workstation's own client, with what went over the line in its last call. */
    function station({ identity }: TestDevice, app: () => TestHub['app'] = () => hub.app) {
      let sent = '';
      let told = '';
      const client = openHubClient({
        identity: { ...identity, ...identity.enrolled, name: '', hub: 'http://hub' },
        clock,
        transport: {
          origin: 'http://hub',
          async call({ method, target, headers, body }) {
            sent = body;
            const answer = await app().inject({ method, url: target, headers: { ...headers }, payload: body });
            told = answer.body;
            return { answered: true, status: answer.statusCode, retryAfter: null, body: answer.rawPayload };
          },
          close: () => Promise.resolve(),
        },
      });
      return {
        async hello(): Promise<HelloAnswer> {
          const answer = await client.hello();
          if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
          return answer.value;
        },
        /** What was named; null where the answer was whole. */
        named() {
          const reply = JSON.parse(told) as HelloReply;
          return 'changed' in reply ? reply.changed.compartments.map(({ compartment }) => compartment) : null;
        },
        request: () => JSON.parse(sent) as HelloRequest,
        bytes: () => ({ sent: sent.length, told: told.length }),
      };
    }
    type Station = ReturnType<typeof station>;

    const inOrder = (answer: HelloAnswer) => ({
      ...answer,
      compartments: answer.compartments.toSorted((a, b) => (a.compartment < b.compartment ? -1 : 1)),
    });
    /** A hello of who knows a list says what one says of who knows none. @returns what was named, null for all */
    async function greet(one: Station, device: TestDevice): Promise<readonly string[] | null> {
      const heard = await one.hello();
      expect(inOrder(heard)).toEqual(inOrder(await station(device).hello()));
      return one.named();
    }

    test('names what has grown since, and nothing else; what it does not name may be held as long as the rest', async () => {
      const device = await hub.person({ unit: 'MPS', role: 'assessor' }, { unit: 'GMP', role: 'assessor' });
      const one = station(device);
      const first = await one.hello();
      expect([one.named(), one.request().known]).toEqual([null, undefined]);
      expect(await greet(one, device)).toEqual([]);
      now += 7 * MINUTE;
      await receivedCase(gateway);
      expect(await greet(one, device)).toEqual(['desk:MPS']);
      const later = await one.hello();
      expect(one.named()).toEqual([]);
      const leases = new Set(later.compartments.map(({ leaseUntil }) => leaseUntil));
      expect([...leases]).toEqual([new Date(now + limits.leaseMs).toISOString()]);
      expect(later.compartments).toHaveLength(first.compartments.length);
    });

    test('is whole as soon as what may be held has changed, though no grant has', async () => {
      const device = await hub.person({ unit: 'MPS', role: 'assessor' }, { unit: 'MPS-INV', role: 'investigator' });
      const { db } = hub.hub;
      const { user } = device.identity.enrolled;
      const [apart, other, sent] = [`readers:${v7()}`, `readers:${v7()}`, `referral:${v7()}`];
      const one = station(device);
      const { grantsVersion } = await one.hello();
      const changes: (readonly [string, () => Promise<unknown>])[] = [
        ['let in', () => addReader(db, apart, user)],
        ['one for another', () => Promise.all([removeReader(db, apart, user), addReader(db, other, user)])],
        ['let out', () => setReaders(db, other, [gateway.identity.enrolled.user])],
        ['sent', () => ensureLog(db, sent, 'MPS-INV')],
        ['closed', () => closeTo(db, sent, [user])],
      ];
      for (const [what, change] of changes) {
        await change();
        expect(await greet(one, device), what).toBeNull();
        expect(await greet(one, device), what).toEqual([]);
      }
      expect((await one.hello()).grantsVersion).toBe(grantsVersion);
    });

    test('is whole after every change of grants, also of others', async () => {
      const device = await hub.person({ unit: 'MPS', role: 'assessor' }, { unit: 'GMP', role: 'assessor' });
      const one = station(device);
      await one.hello();
      // The directory tells of everybody; this one's access is as it was.
      await hub.addUser([{ unit: 'GMP', role: 'assessor' }]);
      expect(await greet(one, device)).toBeNull();
      await hub.addUser([{ unit: 'MPS', role: 'assessor' }], device.identity.enrolled.user);
      expect(await greet(one, device)).toBeNull();
      expect((await one.hello()).compartments.map(({ compartment }) => compartment)).not.toContain('desk:GMP');
    });

    test('is answered alike by every instance, whichever gave the list', async () => {
      const made = await createHub(hub.hub.db, { identity: hub.hub.identity, adminToken: ADMIN_TOKEN, clock });
      if (!made.ok) throw new Error(made.reason);
      const device = await hub.person({ unit: 'MPS', role: 'assessor' });
      let turn = 0;
      const one = station(device, () => [hub.app, made.hub.app][turn++ % 2]!);
      await one.hello();
      expect(await greet(one, device)).toEqual([]);
      for (let n = 0; n < 3; n++) {
        await receivedCase(gateway);
        expect(await greet(one, device)).toEqual(['desk:MPS']);
      }
      await made.hub.app.close();
    });

    test('is whole for a list that the hub never gave, of any length', async () => {
      const device = await hub.person({ unit: 'MPS', role: 'assessor' });
      const one = station(device);
      const known = knownList(await one.hello());
      const raw = async (list: object) => {
        const { device: id, enrolled, signing } = device.identity;
        const text = JSON.stringify({ protocol: spoken.protocol, device: id, schemas: spoken.schemas, known: list });
        const call = { method: 'POST', url: 'http://hub/v1/hello', body: text, hubId: enrolled.hubId, now };
        const signed = await signRequest(call, id, privateKeyObject('ed25519', signing.privateKey));
        const headers = { ...signed, 'content-type': 'application/json' };
        const reply = await hub.transport.send({ method: 'POST', target: '/v1/hello', body: text, headers });
        return JSON.parse(reply.body.toString('utf8')) as object;
      };
      for (const heads of [[], known.heads.slice(1), [...known.heads, 0], known.heads.map((head) => head + 1)])
        expect(await raw({ ...known, heads })).toHaveProperty('compartments');
      expect(await raw({ ...known, digest: 'a'.repeat(64) })).toHaveProperty('compartments');
      expect(await raw(known)).toHaveProperty('changed');
      expect(await raw({ ...known, heads: [-1] })).toMatchObject({ code: 'invalid_event' });
      expect(await raw({ ...known, heads: Array(limits.compartments + 1).fill(0) })).toMatchObject({
        code: 'invalid_event',
      });
    });

    test('of 2,000 compartments costs what has changed, and a few bytes for each of the others', async () => {
      const device = await hub.person({ unit: 'MPS-INV', role: 'investigator' });
      const { db } = hub.hub;
      await sql`insert into compartments (compartment, kind, unit, head, peaks)
        select 'referral:' || gen_random_uuid(), 'referral', 'MPS-INV', 1 + n % 40, '[]' from generate_series(1, 2000) n`.execute(
        db,
      );
      const one = station(device);
      const { compartments } = await one.hello();
      expect(compartments.length).toBeGreaterThan(2000);
      const whole = one.bytes();
      expect(await greet(one, device)).toEqual([]);
      const { compartment } = compartments.find(({ compartment: name }) => name.startsWith('referral:'))!;
      const { tree } = (await findLog(db, compartment))!;
      await setHead(db, compartment, { ...tree, size: tree.size + 1 }, 'a checkpoint');
      await one.hello();
      expect(one.named()).toEqual([compartment]);
      const { sent, told } = one.bytes();
      expect(whole.told).toBeGreaterThan(100 * 2000);
      expect(told).toBeLessThan(1500);
      expect(sent).toBeLessThan(3 * 2000 + 500);
    });
  });
