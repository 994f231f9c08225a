import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import type { FeedEvent } from '../../../shared/protocol/calls.ts';
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

const pack = {
  reference: 'D-1',
  title: 'A title',
  marking: 'OFFICIAL-SENSITIVE',
  handling: '',
  request: 'Please look.',
  subjects: [],
  statements: [
    { statement: v7(), text: 'It is said.', grade: { source: '2', information: 'C', handling: 'P' } as const },
  ],
};

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`who sees what of a hub on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let gateway: TestDevice;
    let assessor: TestDevice;
    let investigator: TestDevice;
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      hub = await testHub(await database.fresh());
      gateway = await makeGateway(hub);
      assessor = await hub.person({ unit: 'MPS', role: 'assessor' });
      investigator = await hub.person({ unit: 'MPS-INV', role: 'investigator' });
    });
    afterEach(() => hub.close());

    async function feedOf(device: TestDevice, compartment: string): Promise<FeedEvent[]> {
      const events: FeedEvent[] = [];
      for (;;) {
        const page = await device.client.feed(compartment, 1, events.length);
        if (!page.ok) throw new Error(page.problem.code);
        events.push(...page.value.events);
        if (!page.value.hasMore) return events;
      }
    }
    const refusal = async (device: TestDevice, compartment: string) => {
      const page = await device.client.feed(compartment, 1, 0);
      return page.ok ? 'served' : page.problem.code;
    };

    /** Refers a case of the desk to a unit and answers the referral's case id. */
    async function refer(unit: string): Promise<{ origin: string; referral: string }> {
      const origin = await receivedCase(gateway);
      const referral = v7();
      const screen = screened(assessor, origin);
      const decision = decided(assessor, origin);
      const referred = assessor.event('referred', origin, { referral, unit, outcome: 'investigate' }, { pack });
      const b64 = (count: number) => randomBytes(count).toString('base64');
      const sealed = { enc: b64(32), ct: b64(48) };
      const caseKey = { publicKey: b64(32), devices: [{ device: v7(), sealed }], caseKey: sealed };
      const issued = assessor.event(
        'referral_issued',
        referral,
        { origin, unit, caseKey },
        { pack },
        { after: [referred.header.id] },
      );
      const verdicts = await assessor.push(screen, decision, referred, issued);
      expect(verdicts.map((v) => v.reason ?? v.status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
      return { origin, referral };
    }

    test('every reader sees the directory; a desk, a referral and a journal only those whose it is', async () => {
      const { referral } = await refer('MPS-INV');
      const other = await hub.person({ unit: 'GMP', role: 'supervisor' }, { unit: 'GMP-INV', role: 'investigator' });
      for (const device of [gateway, assessor, investigator, other])
        expect(await refusal(device, 'directory')).toBe('served');
      const allowed = {
        'desk:MPS': [assessor],
        [`referral:${referral}`]: [investigator],
        [`journal:${assessor.identity.device}`]: [assessor],
      };
      for (const [compartment, readers] of Object.entries(allowed))
        for (const device of [gateway, assessor, investigator, other]) {
          const expected = readers.includes(device) ? 'served' : 'access_withdrawn';
          expect([compartment, await refusal(device, compartment)]).toEqual([compartment, expected]);
          const cases = await device.client.cases(compartment);
          expect(cases.ok ? 'served' : cases.problem.code).toBe(expected);
        }
    });

    test('whoever keeps the records of a desk reads that desk, and no referral, journal or other desk', async () => {
      const { referral } = await refer('MPS-INV');
      const keeper = await hub.person({ unit: 'MPS', role: 'information_officer' });
      const other = await hub.person({ unit: 'GMP', role: 'information_officer' });
      const names = async (device: TestDevice) => {
        const hello = await device.client.hello();
        return hello.ok ? hello.value.compartments.map((c) => c.compartment).toSorted() : [];
      };
      expect(await names(keeper)).toEqual(['desk:MPS', 'directory', `journal:${keeper.identity.device}`]);
      expect(await refusal(other, 'desk:MPS')).toBe('access_withdrawn');
      for (const compartment of [`referral:${referral}`, `journal:${assessor.identity.device}`])
        expect(await refusal(keeper, compartment)).toBe('access_withdrawn');
      const origin = await receivedCase(gateway);
      const refused = await keeper.push(note(keeper, origin));
      expect(refused.map((v) => v.reason)).toEqual(['role_missing']);
      const screen = screened(keeper, origin);
      const hold = keeper.event('hold_set', origin, { kind: 'DSAR' }, { why: 'She has asked what is held.' });
      expect((await keeper.push(screen, hold)).map((v) => v.reason ?? v.status)).toEqual(['accepted', 'accepted']);
    });

    test('no byte of a desk reaches an investigator: their whole answer holds nothing of its events', async () => {
      const { origin, referral } = await refer('MPS-INV');
      const hello = await investigator.client.hello();
      if (!hello.ok) throw new Error(hello.problem.code);
      const names = hello.value.compartments.map((c) => c.compartment);
      expect(names.sort()).toEqual(['directory', `journal:${investigator.identity.device}`, `referral:${referral}`]);
      const held = JSON.stringify((await Promise.all(names.map((name) => feedOf(investigator, name)))).flat());
      for (const event of await feedOf(assessor, 'desk:MPS')) {
        // The pack names the event it comes after; nothing else of the desk is known outside.
        if (event.header.type !== 'referred') expect(held).not.toContain(event.header.id);
        expect(held).not.toContain(event.header.payloadHash);
        if (event.sealed !== '') expect(held).not.toContain(event.sealed);
      }
      // The referral names the case that it comes from, by its id and nothing else.
      expect(held.split(origin)).toHaveLength(2);
    });

    test('who leaves a desk is refused at once, and the version of the grants rises', async () => {
      const before = await assessor.client.hello();
      await hub.addUser([{ unit: 'GMP', role: 'assessor' }], assessor.identity.enrolled.user);
      const after = await assessor.client.hello();
      expect(await refusal(assessor, 'desk:MPS')).toBe('access_withdrawn');
      expect(after.ok && after.value.compartments.map((c) => c.compartment)).not.toContain('desk:MPS');
      expect(after.ok && before.ok && after.value.grantsVersion > before.value.grantsVersion).toBe(true);
    });

    test('an acknowledged referral is seen in the case that it came from, and only once', async () => {
      const { origin, referral } = await refer('MPS-INV');
      const acknowledged = investigator.event('acknowledged', referral, {}, {});
      const second = investigator.event('acknowledged', referral, {}, {}, { basedOn: acknowledged.header.id });
      expect((await investigator.push(acknowledged, second)).map((v) => v.code ?? v.status)).toEqual([
        'accepted',
        'accepted',
      ]);
      const mirrored = (await feedOf(assessor, 'desk:MPS')).filter((e) => e.header.type === 'referral_progressed');
      expect(mirrored[0]).toMatchObject({
        signature: null,
        sealed: '',
        header: { caseId: origin, facets: { referral, type: 'acknowledged', by: investigator.identity.enrolled.user } },
      });
    });

    test('an investigator of another unit cannot acknowledge, and a conflict is told', async () => {
      const { referral } = await refer('MPS-INV');
      const other = await hub.person({ unit: 'GMP-INV', role: 'investigator' });
      expect(await other.push(other.event('acknowledged', referral, {}, {}))).toMatchObject([
        { code: 'not_permitted' },
      ]);
      const colleague = await hub.person({ unit: 'MPS-INV', role: 'investigator' });
      await investigator.push(investigator.event('acknowledged', referral, {}, {}));
      const late = await colleague.push(colleague.event('acknowledged', referral, {}, {}));
      expect(late).toMatchObject([{ code: 'conflict', reason: 'acknowledgement' }]);
    });

    test('a referral is issued only for a case that was referred, by the same person, to the same unit', async () => {
      const origin = await receivedCase(gateway);
      const colleague = await hub.person({ unit: 'MPS', role: 'assessor' });
      const referral = v7();
      const b64 = (count: number) => randomBytes(count).toString('base64');
      const sealed = { enc: b64(32), ct: b64(48) };
      const caseKey = { publicKey: b64(32), devices: [{ device: v7(), sealed }], caseKey: sealed };
      const issue = (device: TestDevice, unit: string, after: string) =>
        device.event('referral_issued', referral, { origin, unit, caseKey }, { pack }, { after: [after] });
      const screen = screened(assessor, origin);
      const decision = decided(assessor, origin);
      const unreferred = issue(assessor, 'MPS-INV', decision.header.id);
      const referred = assessor.event(
        'referred',
        origin,
        { referral, unit: 'MPS-INV', outcome: 'investigate' },
        { pack },
      );
      const elsewhere = issue(assessor, 'GMP-INV', referred.header.id);
      const verdicts = await assessor.push(screen, decision, unreferred, referred, elsewhere);
      expect(verdicts.map((v) => v.reason ?? v.status)).toEqual([
        'accepted',
        'accepted',
        'decision_missing',
        'accepted',
        'wrong_unit',
      ]);
      expect(await colleague.push(issue(colleague, 'MPS-INV', referred.header.id))).toMatchObject([
        { reason: 'decision_missing' },
      ]);
    });

    test('pages of the feed end at 1 MiB, follow each other without a gap and stop at the head', async () => {
      const caseId = await receivedCase(gateway);
      await assessor.push(screened(assessor, caseId));
      const long = 'x'.repeat(19_000);
      for (let n = 0; n < 4; n++)
        await assessor.push(...Array.from({ length: 20 }, () => note(assessor, caseId, long)));
      const first = await assessor.client.feed('desk:MPS', 1, 0);
      if (!first.ok) throw new Error(first.problem.code);
      expect(first.value.hasMore).toBe(true);
      expect(JSON.stringify(first.value).length).toBeLessThan(1_100_000);
      expect((await feedOf(assessor, 'desk:MPS')).map((event) => event.seq)).toEqual(
        Array.from({ length: 82 }, (_, n) => n + 1),
      );
      expect(await assessor.client.feed('desk:MPS', 1, 83)).toMatchObject({ problem: { code: 'cursor_ahead' } });
      expect(await assessor.client.feed('desk:MPS', 2, 0)).toMatchObject({ problem: { code: 'epoch_changed' } });
    });

    test('cases come whole, the urgent first and then the newest, and closed ones stay out', async () => {
      const at = (day: number) => `2026-02-${String(day).padStart(2, '0')}T00:00:00.000Z`;
      const report = (urgency: 'routine' | 'priority' | 'immediate', day: number, text = '') =>
        reportEvent(gateway, 'MPS', { urgency, receivedAt: at(day) }, `Nothing. ${text}`);
      const closed = report('immediate', 9);
      const big = Array.from({ length: 20 }, (_, n) => report('routine', n + 1, 'y'.repeat(90_000)));
      const urgent = [report('immediate', 2), report('immediate', 3), report('priority', 28)];
      await gateway.push(closed, ...big, ...urgent);
      const record = assessor.event(
        'decided',
        closed.header.caseId,
        { outcomes: ['record'], route: 'professional_standards' },
        { rationale: 'So.', optionsRejected: [] },
      );
      // Numbers are given as events are made, so the screen comes after; the decision alone would be refused.
      const early = await assessor.push(record);
      expect(early[0]!.status).toBe('refused');
      await assessor.push(screened(assessor, closed.header.caseId));
      await assessor.push(
        assessor.event(
          'decided',
          closed.header.caseId,
          { outcomes: ['record'], route: 'professional_standards' },
          { rationale: 'So.', optionsRejected: [] },
        ),
      );
      const order: string[] = [];
      let pages = 0;
      for (let after: string | undefined; ;) {
        const page = await assessor.client.cases('desk:MPS', after);
        if (!page.ok) throw new Error(page.problem.code);
        pages += 1;
        order.push(...page.value.cases.map((one) => one.caseId));
        expect(page.value.cases.every((one) => one.events[0]!.header.type === 'report_received')).toBe(true);
        if (page.value.next === null) break;
        after = page.value.next;
      }
      const expected = [urgent[1]!, urgent[0]!, urgent[2]!, ...big.reverse()].map((event) => event.header.caseId);
      expect(order).toEqual(expected);
      expect(pages).toBeGreaterThan(1);
      expect(await assessor.client.cases('desk:MPS', 'nonsense')).toMatchObject({
        problem: { code: 'cursor_invalid' },
      });
    });

    test('chunks go to the desk of the case, are checked, and are read only by that desk', async () => {
      const bytes = randomBytes(100_000);
      const hash = sha256(bytes);
      expect(await gateway.client.putChunk('desk:MPS', sha256('other'), bytes)).toMatchObject({
        problem: { code: 'blob_hash_mismatch' },
      });
      expect(await gateway.client.putChunk('desk:MPS', hash, bytes)).toMatchObject({ ok: true });
      expect(await gateway.client.putChunk('desk:MPS', hash, bytes)).toMatchObject({ ok: true });
      expect(await gateway.client.hasChunk('desk:MPS', hash)).toBe(true);
      expect(await gateway.client.hasChunk('desk:GMP', hash)).toBe(false);
      expect(await gateway.client.getChunk('desk:MPS', hash)).toMatchObject({ problem: { code: 'access_withdrawn' } });
      expect(await investigator.client.getChunk('desk:MPS', hash)).toMatchObject({
        problem: { code: 'access_withdrawn' },
      });
      expect(await investigator.client.putChunk('desk:MPS', hash, bytes)).toMatchObject({
        problem: { code: 'access_withdrawn' },
      });
      const read = await assessor.client.getChunk('desk:MPS', hash);
      expect(read.ok && read.value.equals(bytes)).toBe(true);
      expect(await assessor.client.getChunk('desk:MPS', sha256('none'))).toMatchObject({
        problem: { code: 'blob_missing' },
      });
      const large = randomBytes((1 << 20) + 65);
      expect(await gateway.client.putChunk('desk:MPS', sha256(large), large)).toMatchObject({
        problem: { code: 'too_large' },
      });
    });
  });
