/** Who speaks which versions, what a hub takes at the most, erasure at the hub, and what workstations confirm. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHub } from '../../../server/hub/hub.ts';
import { erasureProgress } from '../../../server/hub/feed/receipts.ts';
import { verifyHub } from '../../../server/hub/verify/verify.ts';
import { injectTransport } from '../../../server/device/transport.ts';
import { HelloAnswer, limits } from '../../../shared/protocol/calls.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { signReceipt, type ReceiptStatement } from '../../../shared/protocol/receipt.ts';
import { signRequest } from '../../../shared/protocol/signed-request.ts';
import { spoken, versionFault, type Speaks } from '../../../shared/protocol/versions.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import {
  ADMIN_TOKEN,
  decided,
  makeGateway,
  note,
  receivedCase,
  screened,
  testHub,
  type TestDevice,
  type TestHub,
} from '../support/hub-organisation.ts';

test('two sides that are too far apart are told which of them is old', () => {
  const hub: Speaks = { protocol: { min: 2, max: 3 }, schemas: { min: 4, max: 6 } };
  const speaks = (protocol: [number, number], schemas: [number, number]): Speaks => ({
    protocol: { min: protocol[0], max: protocol[1] },
    schemas: { min: schemas[0], max: schemas[1] },
  });
  expect(versionFault(speaks([1, 2], [1, 4]), hub)).toBeNull();
  expect(versionFault(speaks([3, 9], [6, 9]), hub)).toBeNull();
  expect(versionFault(speaks([1, 1], [1, 4]), hub)).toBe('upgrade_required');
  expect(versionFault(speaks([2, 2], [1, 3]), hub)).toBe('upgrade_required');
  expect(versionFault(speaks([4, 5], [4, 4]), hub)).toBe('protocol_unsupported');
  expect(versionFault(speaks([3, 3], [7, 8]), hub)).toBe('schema_unsupported');
});

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`a hub on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let gateway: TestDevice;
    let [one, two]: TestDevice[] = [];
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      hub = await testHub(await database.fresh());
      gateway = await makeGateway(hub);
      [one, two] = [
        await hub.person({ unit: 'MPS', role: 'supervisor' }),
        await hub.person({ unit: 'MPS', role: 'supervisor' }),
      ];
    });
    afterEach(() => hub.close());

    /** A signed call that says whatever it is told to say. */
    async function raw(device: TestDevice, target: string, body: object, transport = hub.transport) {
      const { device: id, enrolled, signing } = device.identity;
      const text = JSON.stringify(body);
      const call = { method: 'POST', url: `http://hub${target}`, body: text, hubId: enrolled.hubId, now: Date.now() };
      const headers = await signRequest(call, id, privateKeyObject('ed25519', signing.privateKey));
      const reply = await transport.send({
        method: 'POST',
        target,
        body: text,
        headers: { ...headers, 'content-type': 'application/json' },
      });
      return { status: reply.status, body: JSON.parse(reply.body.toString('utf8')) as Record<string, unknown> };
    }
    const hello = (device: TestDevice, more: object = {}, transport = hub.transport) =>
      raw(device, '/v1/hello', { protocol: spoken.protocol, device: device.identity.device, ...more }, transport);

    test('tells who says which schemas they speak its own, and its limits; a workstation from before hears what it always heard', async () => {
      const told = await hello(one!, { schemas: spoken.schemas });
      expect(told).toMatchObject({ status: 200, body: { schemas: spoken.schemas } });
      expect(told.body.limits).toEqual({
        pushEvents: limits.pushEvents,
        pushBytes: limits.pushBytes,
        sealedChars: limits.sealedChars,
        chunkBytes: limits.chunkBytes,
        partBytes: limits.partBytes,
        pageEvents: limits.pageEvents,
        pageBytes: limits.pageBytes,
        compartments: limits.compartments,
      });
      // Those of the protocol, in numbers.
      const mib = 1_048_576;
      expect(told.body.limits).toMatchObject({ pushEvents: 200, pushBytes: mib, pageEvents: 500, pageBytes: mib });
      expect(HelloAnswer.safeParse(told.body).success).toBe(true);
      const before = await hello(one!);
      expect([before.status, Object.keys(before.body).toSorted()]).toEqual([
        200,
        ['compartments', 'grantsVersion', 'hubEpoch', 'hubId', 'hubKey', 'lastDeviceSeq', 'protocol', 'serverTime'],
      ]);
    });

    test('refuses a workstation that is too old or too new, and says which', async () => {
      const speaks: Speaks = { protocol: { min: 1, max: 1 }, schemas: { min: 3, max: 5 } };
      const made = await createHub(hub.hub.db, { identity: hub.hub.identity, adminToken: ADMIN_TOKEN, speaks });
      if (!made.ok) throw new Error(made.reason);
      const newer = injectTransport(made.hub.app);
      expect(await hello(one!, {}, newer)).toMatchObject({ status: 426, body: { code: 'upgrade_required' } });
      expect(await hello(one!, { schemas: { min: 1, max: 2 } }, newer)).toMatchObject({
        status: 426,
        body: { code: 'upgrade_required' },
      });
      expect(await hello(one!, { schemas: { min: 6, max: 7 } }, newer)).toMatchObject({
        status: 422,
        body: { code: 'schema_unsupported' },
      });
      expect(await hello(one!, { protocol: { min: 2, max: 2 } }, newer)).toMatchObject({
        status: 400,
        body: { code: 'protocol_unsupported' },
      });
      expect(await hello(one!, { schemas: { min: 2, max: 4 } }, newer)).toMatchObject({ status: 200 });
      await made.hub.app.close();
    });

    test('keeps receipts that their own device signed, and no others', async () => {
      const statement: ReceiptStatement = {
        kind: 'purged',
        device: one!.identity.device,
        subject: 'desk:GMP',
        at: '2026-11-22T09:00:00.000Z',
      };
      const own = privateKeyObject('ed25519', one!.identity.signing.privateKey);
      const others = privateKeyObject('ed25519', two!.identity.signing.privateKey);
      const send = (device: TestDevice, ...receipts: object[]) => raw(device, '/v1/receipts', { receipts });
      expect(await send(one!, signReceipt(statement, own))).toMatchObject({ status: 200, body: { kept: 1 } });
      expect(await send(one!, signReceipt({ ...statement, at: '2026-11-23T09:00:00.000Z' }, own))).toMatchObject({
        status: 200,
      });
      expect(await send(two!, signReceipt(statement, own))).toMatchObject({ body: { code: 'invalid_event' } });
      expect(await send(one!, signReceipt(statement, others))).toMatchObject({ body: { code: 'signature_invalid' } });
      expect(await send(one!)).toMatchObject({ body: { code: 'invalid_event' } });
      const kept = await hub.hub.db.selectFrom('receipts').select(['device', 'subject', 'at']).execute();
      expect(kept).toEqual([{ device: one!.identity.device, subject: 'desk:GMP', at: '2026-11-23T09:00:00.000Z' }]);
    });

    const why = { why: 'It should never have come.' };
    const scope = { scope: 'case', ground: 'unlawful', schedule: '2026-1', group: '3' } as const;
    const faults = async () => {
      const found = [];
      for await (const { fault } of verifyHub(hub.hub)) if (fault !== null) found.push(fault.kind);
      // The keyring has vouched for nobody here; that is another test's.
      return found;
    };

    test('erases as it accepts the second signature, keeps every place of the log, and refuses whatever comes later', async () => {
      const caseId = await receivedCase(gateway);
      const stays = await receivedCase(gateway);
      await one!.push(screened(one!, caseId), note(one!, caseId), decided(one!, caseId));
      await two!.push(screened(two!, caseId), screened(two!, stays), note(two!, stays));
      const proposed = one!.event('disposal_proposed', caseId, scope, why);
      await one!.push(proposed);
      const facets = { proposal: proposed.header.id, what: scope, entries: 4, contents: 'a'.repeat(64), chunks: [] };
      const basedOn = { basedOn: proposed.header.id };
      const own = await one!.push(one!.event('erased', caseId, facets, null, basedOn));
      expect(own).toMatchObject([{ code: 'not_permitted', reason: 'own_proposal' }]);
      // What comes in the same push before the erasure is never written.
      const verdicts = await two!.push(note(two!, caseId), two!.event('erased', caseId, facets, null, basedOn));
      expect(verdicts.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
      const feed = await one!.client.feed('desk:MPS', 1, 0);
      if (!feed.ok) throw new Error('no feed');
      const of = (id: string) => feed.value.events.filter(({ header }) => header.caseId === id);
      expect(of(caseId)).toHaveLength(8);
      expect(of(caseId).every(({ sealed }) => sealed === null || sealed === '')).toBe(true);
      expect(of(stays).filter(({ sealed }) => sealed !== null && sealed !== '').length).toBeGreaterThan(1);
      expect(await one!.push(note(one!, caseId))).toMatchObject([
        { code: 'illegal_transition', reason: 'case_erased' },
      ]);
      expect(await faults()).toEqual([]);
      const [progress] = await erasureProgress(hub.hub);
      expect(progress).toMatchObject({ caseId, confirmed: 0 });
      expect(progress!.waiting.map(({ device }) => device).toSorted()).toEqual(
        [one!, two!].map(({ identity }) => identity.device).toSorted(),
      );
    });

    test('is found out when contents go that nobody erased, or stay that somebody did', async () => {
      const caseId = await receivedCase(gateway);
      const other = await receivedCase(gateway);
      await one!.push(screened(one!, caseId), note(one!, caseId));
      await two!.push(screened(two!, caseId));
      const proposed = one!.event('disposal_proposed', caseId, scope, why);
      await one!.push(proposed);
      const facets = { proposal: proposed.header.id, what: scope, entries: 2, contents: 'a'.repeat(64), chunks: [] };
      await two!.push(two!.event('erased', caseId, facets, null, { basedOn: proposed.header.id }));
      const { db } = hub.hub;
      await db.updateTable('events').set({ sealed: null }).where('case_id', '=', other).execute();
      expect(await faults()).toEqual(['contents_missing']);
    });
  });
