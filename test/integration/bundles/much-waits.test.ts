/** A workstation without a line on which more waits than one file holds. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outgoingBundle } from '../../../electron/vault/bundles/outgoing.ts';
import { oweReceipt } from '../../../electron/vault/store/receipts.ts';
import { takeBundle as takeAtHub } from '../../../server/hub/bundle/in.ts';
import { writtenSentence } from '../../../renderer/words/bundles.ts';
import { bundleLimits } from '../../../shared/protocol/bundle/format.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { openWorkstation, type Workstation } from '../sync/support/workstation.ts';
import { bytesOf, hubReads, hubWrites, stationReads, stationWrites } from './by-hand.ts';

let organisation: Organisation;
let station: Workstation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(1, 'MPS', 5);
  const user = await organisation.person('Xanthe Quillfeather', [{ unit: 'MPS', role: 'assessor' }]);
  station = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(station.identity);
  station.start();
  await station.settled();
  // From here on it is off the line.
  station.engine().pause(true);
});
afterAll(async () => {
  expect(station.faults).toEqual([]);
  await station.close();
  await organisation.close();
});

const now = { clock: Date.now, random: randomBytes };

test('every receipt goes, however many there are', async () => {
  const many = 2 * limits.receipts + 50;
  station.vault.db.transaction(() => {
    for (let n = 0; n < many; n++) oweReceipt(station.vault, 'purged', `readers:${n}`);
  });
  await hubReads(organisation.hub, await stationWrites(station));
  const { count } = await organisation.hub.db
    .selectFrom('receipts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(Number(count)).toBe(many);
});

test('a file is never larger than a hub takes: what is left is told, and goes with the next one', async () => {
  const [caseId] = station.caseIds();
  station.sign(caseId!, 'screened', { result: 'none' });
  const notes = 2 * limits.pushEvents + 50;
  for (let n = 0; n < notes; n++)
    station.sign(caseId!, 'task_set', { kind: 'task', holder: null }, { text: `Note ${n}` });
  const waiting = () => station.count(`events WHERE status = 'waiting'`);
  const before = waiting();
  const onePush = JSON.stringify(await station.store.outbox(limits.pushEvents, limits.pushBytes)).length;

  const first = await outgoingBundle(station.store, now, [], 1.5 * onePush);
  const bytes = await bytesOf(first.sealed);
  expect(bytes.length).toBeLessThan(2 * onePush);
  expect(first.counts.more).toBe(true);
  expect(writtenSentence({ ...first.counts, bytes: bytes.length })).toContain('write another');
  expect(await takeAtHub(organisation.hub, bytes)).toMatchObject({ ok: true, taken: { halted: null } });
  await stationReads(station, await hubWrites(organisation.hub, station.identity.device));
  expect(waiting()).toBe(before - limits.pushEvents);

  const second = await outgoingBundle(station.store, now, []);
  expect(await takeAtHub(organisation.hub, await bytesOf(second.sealed))).toMatchObject({ taken: { halted: null } });
  expect(second.counts.more).toBe(false);
  expect(writtenSentence({ ...second.counts, bytes: 1 })).not.toContain('write another');
  await stationReads(station, await hubWrites(organisation.hub, station.identity.device));
  expect(waiting()).toBe(0);
});

test('what a file may hold of events leaves room for its receipts and for what it asks for', () => {
  expect(bundleLimits.eventsToHub + bundleLimits.line).toBeLessThan(bundleLimits.toHub);
  expect(bundleLimits.eventsToHub).toBeGreaterThan(10 * limits.pushBytes);
});
