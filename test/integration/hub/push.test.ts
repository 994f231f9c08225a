import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { signHeader } from '../../../shared/protocol/envelope.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import type { WireEvent } from '../../../shared/protocol/calls.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import {
  decided,
  makeGateway,
  note,
  receivedCase,
  reportEvent,
  screened,
  testHub,
  type TestDevice,
  type TestHub,
} from '../support/hub-organisation.ts';

/** The same event under another header, signed again by its device: what a copied or forging vault would send. */
function resigned(device: TestDevice, event: WireEvent, change: Partial<WireEvent['header']>): WireEvent {
  const header = { ...event.header, ...change };
  const key = privateKeyObject('ed25519', device.identity.signing.privateKey);
  return { ...event, header, signature: signHeader(header, key) };
}

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`pushing events to a hub on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let gateway: TestDevice;
    let assessor: TestDevice;
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      hub = await testHub(await database.fresh());
      gateway = await makeGateway(hub);
      assessor = await hub.person({ unit: 'MPS', role: 'assessor' });
    });
    afterEach(() => hub.close());

    const pushRaw = (device: TestDevice, ...events: WireEvent[]) => device.client.push({ hubEpoch: 1, events });

    test('a decision after the conflict screen is accepted, one before it is refused and still takes its number', async () => {
      const caseId = await receivedCase(gateway);
      const early = decided(assessor, caseId);
      const verdicts = await assessor.push(early, screened(assessor, caseId), decided(assessor, caseId));
      expect(verdicts.map((v) => v.code ?? v.status)).toEqual(['not_permitted', 'accepted', 'accepted']);
      expect(verdicts[0]).toMatchObject({ reason: 'conflict_not_screened' });
      const hello = await assessor.client.hello();
      expect(hello).toMatchObject({ ok: true, value: { lastDeviceSeq: 3 } });
    });

    test('the same push again answers the same verdicts and adds nothing', async () => {
      const caseId = await receivedCase(gateway);
      const events = [decided(assessor, caseId), screened(assessor, caseId), decided(assessor, caseId)];
      const first = await pushRaw(assessor, ...events);
      const again = await pushRaw(assessor, ...events);
      expect(again).toEqual(first);
      const feed = await assessor.client.feed('desk:MPS', 1, 0);
      expect(feed.ok && feed.value.events).toHaveLength(3);
    });

    test('a repeat beside a new event repeats the old verdict and judges only the new one', async () => {
      const caseId = await receivedCase(gateway);
      const screen = screened(assessor, caseId);
      await assessor.push(screen);
      const verdicts = await assessor.push(screen, decided(assessor, caseId));
      expect(verdicts.map((v) => v.status)).toEqual(['accepted', 'accepted']);
      const feed = await assessor.client.feed('desk:MPS', 1, 0);
      expect(feed.ok && feed.value.events).toHaveLength(3);
    });

    test('a missing number is answered with the one expected, and nothing of the push counts', async () => {
      const caseId = await receivedCase(gateway);
      const first = screened(assessor, caseId);
      const second = decided(assessor, caseId);
      const gap = await pushRaw(assessor, second);
      expect(gap).toMatchObject({ ok: false, problem: { code: 'device_seq_gap', expected: 1 } });
      await assessor.push(first, second);
    });

    test('one number for two events is a forked device: it is quarantined and heard no more', async () => {
      const caseId = await receivedCase(gateway);
      const event = screened(assessor, caseId);
      await assessor.push(event);
      const forked = resigned(assessor, event, { id: v7(), at: '2026-01-02T03:04:05.678Z' });
      expect(await pushRaw(assessor, forked)).toMatchObject({ ok: false, problem: { code: 'device_forked' } });
      expect(await assessor.client.hello()).toMatchObject({ ok: false, problem: { code: 'device_forked' } });
      expect(await pushRaw(assessor, event)).toMatchObject({ ok: false, problem: { code: 'device_forked' } });
    });

    test('an id that was used with another header is refused, also by another device', async () => {
      const caseId = await receivedCase(gateway);
      const event = screened(assessor, caseId);
      await assessor.push(event);
      const later = resigned(assessor, screened(assessor, caseId), { id: event.header.id });
      expect(await pushRaw(assessor, later)).toMatchObject({ ok: false, problem: { code: 'event_id_reuse' } });
      const colleague = await hub.person({ unit: 'MPS', role: 'assessor' });
      const stolen = resigned(colleague, screened(colleague, caseId), { id: event.header.id });
      expect(await pushRaw(colleague, stolen)).toMatchObject({ ok: false, problem: { code: 'event_id_reuse' } });
    });

    test('what is signed again because its id was taken by somebody else is not called accepted already', async () => {
      const caseId = await receivedCase(gateway);
      const colleague = await hub.person({ unit: 'MPS', role: 'assessor' });
      const theirs = screened(colleague, caseId);
      await colleague.push(theirs);
      // A restored vault names what it replaces: its own event of that id never came here.
      const anew = assessor.event('screened', caseId, { result: 'none' }, {}, { supersedes: theirs.header.id });
      expect(await assessor.push(anew)).toMatchObject([{ status: 'accepted' }]);
      const again = assessor.event('screened', caseId, { result: 'none' }, {}, { supersedes: anew.header.id });
      expect(await assessor.push(again)).toMatchObject([{ status: 'refused', reason: 'superseded_was_accepted' }]);
    });

    test("another device's event, another person's name, a changed payload and a wrong signature are not accepted", async () => {
      const caseId = await receivedCase(gateway);
      const colleague = await hub.person({ unit: 'MPS', role: 'assessor' });
      const foreign = screened(colleague, caseId);
      expect(await pushRaw(assessor, foreign)).toMatchObject({ ok: false, problem: { code: 'invalid_event' } });
      const named = resigned(assessor, screened(assessor, caseId), { actor: colleague.identity.enrolled.user });
      const changed = { ...screened(assessor, caseId), sealed: Buffer.alloc(40).toString('base64') };
      const unsigned = { ...screened(assessor, caseId), signature: foreign.signature };
      const verdicts = await assessor.push(named, changed, unsigned);
      expect(verdicts.map((v) => v.reason)).toEqual(['not_the_author', 'payload_mismatch', 'signature_invalid']);
    });

    test('facets that do not fit their type are refused, and no free text can be smuggled into them', async () => {
      const caseId = await receivedCase(gateway);
      const event = screened(assessor, caseId);
      const talkative = resigned(assessor, event, { facets: { result: 'none', remark: 'Sergeant So-and-so' } });
      expect(await assessor.push(talkative)).toMatchObject([{ status: 'refused', reason: 'facets_invalid' }]);
    });

    test('200 events are taken in one push; of 201 it is told that they are too many, and none counts', async () => {
      const caseId = await receivedCase(gateway);
      const events = [screened(assessor, caseId), ...Array.from({ length: 200 }, () => note(assessor, caseId, 'x'))];
      expect(await pushRaw(assessor, ...events)).toMatchObject({ problem: { code: 'too_large', status: 413 } });
      expect(await pushRaw(assessor, ...events.slice(0, 200))).toMatchObject({
        ok: true,
        value: { lastDeviceSeq: 200 },
      });
    });

    test('an unknown event type stops the push without taking a number', async () => {
      const caseId = await receivedCase(gateway);
      const event = screened(assessor, caseId);
      const newer = resigned(assessor, event, { type: 'levitated', facets: {} });
      expect(await pushRaw(assessor, newer)).toMatchObject({ ok: false, problem: { code: 'schema_unsupported' } });
      await assessor.push(event);
    });

    test('a push of another epoch is refused whole', async () => {
      const caseId = await receivedCase(gateway);
      const pushed = await assessor.client.push({ hubEpoch: 2, events: [screened(assessor, caseId)] });
      expect(pushed).toMatchObject({ ok: false, problem: { code: 'epoch_changed', hubEpoch: 1 } });
    });

    test('a second decision that has not seen the first is a conflict that names it; a note is not', async () => {
      const caseId = await receivedCase(gateway);
      const colleague = await hub.person({ unit: 'MPS', role: 'assessor' });
      const screen = screened(assessor, caseId);
      const first = decided(assessor, caseId);
      await assessor.push(screen, first);
      const verdicts = await colleague.push(
        screened(colleague, caseId),
        decided(colleague, caseId),
        note(colleague, caseId),
        decided(colleague, caseId, first.header.id),
      );
      expect(verdicts.map((v) => v.code ?? v.status)).toEqual(['accepted', 'conflict', 'accepted', 'accepted']);
      expect(verdicts[1]).toMatchObject({ current: first.header.id });
    });

    test('an event is refused when one that it comes after was refused or is unknown', async () => {
      const caseId = await receivedCase(gateway);
      const refused = decided(assessor, caseId);
      const kept = screened(assessor, caseId);
      const after = (...ids: string[]) => assessor.event('allocated', caseId, { to: null }, {}, { after: ids });
      const verdicts = await assessor.push(refused, kept, after(refused.header.id), after(v7()), after(kept.header.id));
      expect(verdicts.slice(2).map((v) => v.code ?? v.status)).toEqual([
        'dependency_refused',
        'dependency_refused',
        'accepted',
      ]);
    });

    test('what replaces an event that was accepted after all is refused, so that nothing counts twice', async () => {
      const caseId = await receivedCase(gateway);
      const screen = screened(assessor, caseId);
      await assessor.push(screen);
      const again = assessor.event('screened', caseId, { result: 'none' }, {}, { supersedes: screen.header.id });
      expect(await assessor.push(again)).toMatchObject([{ status: 'refused', reason: 'superseded_was_accepted' }]);
    });

    test('what was replaced before it came is refused, so that nothing counts twice', async () => {
      const caseId = await receivedCase(gateway);
      const user = await hub.addUser([{ unit: 'MPS', role: 'assessor' }]);
      const [old, anew] = [await hub.enrol(user), await hub.enrol(user)];
      await old.push(screened(old, caseId));
      const late = old.event('task_set', caseId, { kind: 'task', holder: null }, { text: 'Ask' });
      const unlike = old.event('task_set', caseId, { kind: 'task', holder: null }, { text: 'Ask again' });
      const facets = { kind: 'task', holder: null } as const;
      const replaced = anew.event('task_set', caseId, facets, { text: 'Ask' }, { supersedes: late.header.id });
      expect(await anew.push(replaced)).toMatchObject([{ status: 'accepted' }]);
      expect(await old.push(late, unlike)).toMatchObject([
        { status: 'refused', code: 'illegal_transition', reason: 'superseded' },
        { status: 'accepted' },
      ]);
    });

    test('a reference comes in once: the same content is a duplicate, another content is refused', async () => {
      const first = reportEvent(gateway);
      const { reference, contentMac } = first.header.facets as { reference: string; contentMac: string };
      const verdicts = await gateway.push(
        first,
        reportEvent(gateway, 'GMP', { reference, contentMac }),
        reportEvent(gateway, 'MPS', { reference }),
      );
      expect(verdicts.map((v) => v.code ?? v.status)).toEqual(['accepted', 'duplicate_report', 'reference_reused']);
    });

    test('a report for a unit that is no desk, or from somebody who is no gateway, is refused', async () => {
      const verdicts = await gateway.push(reportEvent(gateway, 'MPS-INV'), reportEvent(gateway, 'KNT'));
      expect(verdicts.map((v) => v.reason)).toEqual(['wrong_unit', 'wrong_unit']);
      expect(await assessor.push(reportEvent(assessor))).toMatchObject([{ code: 'not_permitted', who: 'gateway' }]);
    });

    test('two gateways with the same report: one is accepted, the other is the duplicate', async () => {
      const second = await makeGateway(hub);
      const event = reportEvent(gateway);
      const { reference, contentMac } = event.header.facets as { reference: string; contentMac: string };
      const twin = reportEvent(second, 'MPS', { reference, contentMac });
      const verdicts = (await Promise.all([gateway.push(event), second.push(twin)])).flat();
      expect(verdicts.map((v) => v.code ?? v.status).sort()).toEqual(['accepted', 'duplicate_report']);
    });

    test("an assessor of another desk cannot touch a case, and a journal is its device's own", async () => {
      const caseId = await receivedCase(gateway, 'GMP');
      expect(await assessor.push(screened(assessor, caseId))).toMatchObject([{ code: 'not_permitted' }]);
      const colleague = await hub.person({ unit: 'MPS', role: 'assessor' });
      const sealed = { enc: Buffer.alloc(32).toString('base64'), ct: Buffer.alloc(48).toString('base64') };
      const own = assessor.identity.device;
      const opened = assessor.event('journal_opened', own, { auditors: v7(), caseKey: sealed }, {});
      const looked = assessor.event('case_consulted', own, { how: 'opened' }, { caseId });
      expect((await assessor.push(opened, looked)).map((v) => v.status)).toEqual(['accepted', 'accepted']);
      const intruding = colleague.event('case_consulted', own, { how: 'opened' }, { caseId });
      expect(await colleague.push(intruding)).toMatchObject([{ reason: 'journal_of_another_device' }]);
    });
  });
