import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../../shared/protocol/checkpoint.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, emptyTree, root } from '../../../shared/protocol/merkle.ts';
import { httpTransport } from '../../../server/device/transport.ts';
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

const PEOPLE = 16;

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`many people at once on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let gateway: TestDevice;
    let people: TestDevice[];
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      hub = await testHub(await database.fresh());
      // Over real sockets, so that each request is its own connection's.
      const address = await hub.app.listen({ port: 0, host: '127.0.0.1' });
      gateway = await makeGateway(hub);
      const user = await hub.addUser([{ unit: 'MPS', role: 'assessor' }]);
      people = [];
      for (let n = 0; n <= PEOPLE; n++) people.push(await hub.enrol(user, httpTransport(address)));
    });
    afterEach(() => hub.close());

    test('of sixteen decisions on one case exactly one is accepted, and the others name it', async () => {
      const caseId = await receivedCase(gateway);
      await people[0]!.push(screened(people[0]!, caseId));
      const decisions = people.map((person) => decided(person, caseId));
      const verdicts = (await Promise.all(people.map((person, n) => person.push(decisions[n]!)))).flat();
      const accepted = verdicts.filter((verdict) => verdict.status === 'accepted');
      expect(accepted).toHaveLength(1);
      for (const verdict of verdicts)
        if (verdict.status === 'refused') expect(verdict).toMatchObject({ code: 'conflict', current: accepted[0]!.id });
    });

    test('sixteen notes on one case are all accepted', async () => {
      const caseId = await receivedCase(gateway);
      await people[0]!.push(screened(people[0]!, caseId));
      const verdicts = await Promise.all(people.map((person) => person.push(note(person, caseId))));
      expect(verdicts.flat().every((verdict) => verdict.status === 'accepted')).toBe(true);
    });

    test('a reader beside sixteen writers sees every number once, in order, under checkpoints that hold', async () => {
      const ROUNDS = 12;
      const cases = [await receivedCase(gateway), await receivedCase(gateway), await receivedCase(gateway)];
      await people[0]!.push(...cases.map((caseId) => screened(people[0]!, caseId)));
      const reader = people[PEOPLE]!;
      let writing = true;
      let tree = emptyTree;
      const seen = new Set<string>();
      const read = async () => {
        for (let last = false; ;) {
          if (!writing) last = true;
          const page = await reader.client.feed('desk:MPS', 1, tree.size);
          if (!page.ok) throw new Error(page.problem.code);
          for (const event of page.value.events) {
            expect(event.seq).toBe(tree.size + 1);
            tree = append(tree, leafOf(event.header, event.signature, event.hubTime));
            seen.add(event.header.id);
          }
          const claimed = readCheckpoint(page.value.checkpoint, hub.hub.identity.hubKey.publicKey)!;
          if (!page.value.hasMore)
            expect({ size: claimed.size, root: claimed.root }).toEqual({ size: tree.size, root: root(tree) });
          if (last && !page.value.hasMore) return;
        }
      };
      const pushed: string[] = [];
      const write = async (person: TestDevice, n: number) => {
        for (let round = 0; round < ROUNDS; round++) {
          const events = [0, 1, 2].map((k) => note(person, cases[(n + round + k) % cases.length]!));
          const verdicts = await person.push(...events);
          pushed.push(...verdicts.filter((v) => v.status === 'accepted').map((v) => v.id));
        }
      };
      const writers = Promise.all(people.slice(0, PEOPLE).map(write)).finally(() => (writing = false));
      await Promise.all([writers, read()]);
      expect(pushed).toHaveLength(PEOPLE * ROUNDS * 3);
      expect(pushed.every((id) => seen.has(id))).toBe(true);
      expect(tree.size).toBe(pushed.length + 6);
    });

    test('one that asks without pause inside the hub keeps no socket and no timer waiting', async () => {
      let asking = true;
      const inside = await hub.person({ unit: 'MPS', role: 'assessor' });
      const greedy = (async () => {
        while (asking) await inside.client.feed('directory', 1, 0);
      })();
      for (let n = 0; n < 3; n++) expect(await people[0]!.client.hello()).toMatchObject({ ok: true });
      asking = false;
      await greedy;
    });

    test('sixteen gateways filling one desk lose nothing and never block each other for good', async () => {
      const gateways: TestDevice[] = [];
      for (let n = 0; n < PEOPLE; n++) gateways.push(await makeGateway(hub));
      const verdicts = await Promise.all(
        gateways.map(async (one) => [
          ...(await one.push(...[0, 1, 2, 3].map((k) => reportEvent(one, k % 2 === 0 ? 'MPS' : 'GMP')))),
          ...(await one.push(...[0, 1, 2, 3].map((k) => reportEvent(one, k % 2 === 0 ? 'GMP' : 'MPS')))),
        ]),
      );
      expect(verdicts.flat().filter((verdict) => verdict.status === 'accepted')).toHaveLength(PEOPLE * 8);
      const hello = await people[0]!.client.hello();
      expect(hello.ok && hello.value.compartments.find((c) => c.compartment === 'desk:MPS')?.head).toBe(PEOPLE * 4);
    });
  });
