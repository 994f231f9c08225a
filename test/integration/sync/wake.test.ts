/** A hint without data: a workstation that waits at the hub hears of a change at once, whichever instance took it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { Waking } from '../../../server/hub/feed/wake.ts';
import { createHub } from '../../../server/hub/hub.ts';
import { findDevice } from '../../../server/hub/store/devices.ts';
import { newsMark } from '../../../shared/protocol/hello-list.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

let organisation: Organisation;
let workstation: Workstation;
let line: Proxy;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(2, 'MPS', 3);
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  line = await startProxy(organisation.address);
  workstation = await openWorkstation({ hub: line.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
});
afterAll(async () => {
  await workstation.close();
  await line.close();
  await organisation.close();
});

async function markNow() {
  const client = openHubClient({ identity: workstation.identity, clock: Date.now });
  const hello = await client.hello();
  if (!hello.ok) throw new Error('no hello');
  return { client, mark: newsMark(hello.value) };
}

it('answers at once when something came in between', async () => {
  const { client, mark } = await markNow();
  await organisation.importReports(1, 'MPS', 11);
  expect(await client.wake!(mark)).toEqual({ ok: true, value: { news: true } });
  await client.close();
});

it('answers when something comes, through another instance on the same database too, and not for what one may not see', async () => {
  const { identity, db } = organisation.hub;
  const second = await createHub(db, { identity, adminToken: 'b'.repeat(40) });
  if (!second.ok) throw new Error(second.reason);
  const address = await second.hub.app.listen({ port: 0, host: '127.0.0.1' });
  const { client, mark } = await markNow();
  await client.close();
  const there = openHubClient({ identity: { ...workstation.identity, hub: address }, clock: Date.now });
  let answered: unknown = null;
  const waiting = there.wake!(mark).then((answer) => (answered = answer));
  await organisation.importReports(1, 'GMP', 12);
  // The other desk's report is nobody's business here: the call goes on waiting while the instance has looked twice.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(answered).toBeNull();
  await organisation.importReports(1, 'MPS', 13);
  await until(() => answered !== null);
  expect(await waiting).toEqual({ ok: true, value: { news: true } });
  await there.close();
  await second.hub.app.close();
});

it('lets go of one who has gone, and asks the database nothing more once the instance has ended', async () => {
  const { client, mark } = await markNow();
  await client.close();
  const { hub } = organisation;
  const device = await findDevice(hub.db, workstation.identity.device);
  const waking = new Waking(hub);
  const gone = new AbortController();
  const left = waking.wait(device!, mark, gone.signal);
  let other: unknown = null;
  const stays = waking.wait(device!, mark, new AbortController().signal).then((answer) => (other = answer));
  await new Promise((resolve) => setTimeout(resolve, 300));
  gone.abort();
  expect(await left).toEqual({ news: false });
  expect(other).toBeNull();
  await waking.end();
  expect(other).toEqual({ news: false });
  await stays;
});

it('brings a workstation what is new although it asks by the clock only once an hour', async () => {
  workstation.start({}, 3_600_000, true);
  await workstation.settled();
  const before = workstation.caseIds().length;
  await organisation.importReports(1, 'MPS', 14);
  await until(() => workstation.caseIds().length === before + 1);
});

it('shows that the line is lost as soon as the waiting breaks off, and not when it would next ask', async () => {
  await until(() => line.calls.filter((target) => target.startsWith('/v1/wake')).length > 1);
  line.decide(() => 'cut_before');
  line.cut();
  await until(() => workstation.state().phase === 'offline');
  expect(workstation.state().offlineSince).not.toBeNull();
});
