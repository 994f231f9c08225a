import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as wait } from 'node:timers/promises';
import { withdrawDevice } from '../../../server/hub/feed/directory-changes.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

let organisation: Organisation;
let proxy: Proxy;
let workstation: Workstation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(12, 'MPS', 5);
  proxy = await startProxy(organisation.address);
});
afterEach(async () => {
  proxy.decide(() => 'pass');
  await workstation.close();
  expect(workstation.faults.filter((fault) => !String(fault).includes('disk'))).toEqual([]);
});
afterAll(async () => {
  await proxy.close();
  await organisation.close();
});

async function synced() {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
}
const callsTo = (path: string, from: number) => proxy.calls.slice(from).filter((target) => target.startsWith(path));

describe('the hub says no', () => {
  it('to a device that was withdrawn: sync ends for good', async () => {
    await synced();
    await withdrawDevice(organisation.hub, workstation.identity.device);
    await until(() => workstation.state().phase === 'stopped');
    expect(workstation.state().problem).toBe('device_revoked');
    const asked = proxy.calls.length;
    workstation.engine().wake('request');
    await wait(500);
    expect(proxy.calls.length).toBe(asked);
  });

  it.each(['schema_unsupported', 'event_id_reuse', 'invalid_event', 'too_large'] as const)(
    '%s to what is pushed: it waits here, and what others do still comes in',
    async (code) => {
      await synced();
      proxy.decide((target) => (target === '/v1/events' ? { problem: { code, status: 422 } } : 'pass'));
      const [first] = workstation.caseIds();
      workstation.sign(first!, 'screened', { result: 'none' });
      await until(() => workstation.state().problem === code);
      const before = workstation.count('cases');
      await organisation.importReports(1, 'MPS', 1000 + before);
      await until(() => workstation.count('cases') === before + 1);
      expect(workstation.count(`events WHERE status = 'waiting'`)).toBe(1);
      expect(workstation.state().phase).toBe('idle');
    },
  );

  it('too_large to a push of many: it is split until it fits', async () => {
    await synced();
    workstation.engine().pause(true);
    const sizes: number[] = [];
    proxy.decide((target, body) => {
      if (target !== '/v1/events') return 'pass';
      const { length } = (JSON.parse(body) as { events: unknown[] }).events;
      sizes.push(length);
      return length > 3 ? { problem: { code: 'too_large', status: 413 } } : 'pass';
    });
    for (const id of workstation.caseIds().slice(0, 10)) workstation.sign(id, 'screened', { result: 'none' });
    workstation.engine().pause(false);
    await workstation.settled();
    expect(sizes.slice(0, 4)).toEqual([10, 5, 3, 3]);
    expect(workstation.count(`events WHERE status = 'waiting'`)).toBe(0);
  });

  it('a gap that it should not have: everything from there is offered once more, then left to a person', async () => {
    await synced();
    const [one, two] = workstation.caseIds();
    workstation.sign(one!, 'screened', { result: 'none' });
    await workstation.settled();
    const pushes: number[][] = [];
    proxy.decide((target, body) => {
      if (target !== '/v1/events') return 'pass';
      const { events } = JSON.parse(body) as { events: { header: { deviceSeq: number } }[] };
      pushes.push(events.map(({ header }) => header.deviceSeq));
      return { problem: { code: 'device_seq_gap', status: 409, expected: 1 } };
    });
    workstation.sign(two!, 'screened', { result: 'none' });
    await until(() => workstation.state().problem === 'own_entries_missing');
    expect(pushes).toEqual([[2], [1, 2]]);
    await wait(1000);
    expect(pushes.length).toBe(2);
    expect(workstation.count(`events WHERE status = 'waiting'`)).toBe(1);
  });

  it('come later: nothing is asked before that', async () => {
    await synced();
    proxy.decide(() => ({ problem: { code: 'unavailable', status: 503 }, retryAfter: '2' }));
    await until(() => workstation.state().problem === 'unavailable');
    const asked = proxy.calls.length;
    workstation.engine().wake('work');
    await wait(1500);
    expect(proxy.calls.length).toBe(asked);
    proxy.decide(() => 'pass');
    await until(() => workstation.state().phase === 'idle');
  });
});

describe('the line', () => {
  it('answers with the page of a guest network, a redirect or a broken proxy: the vault is offline, and nothing is lost', async () => {
    await synced();
    const held = workstation.count('events');
    for (const fate of [
      { status: 200, page: '<html>Please accept our terms</html>' },
      { status: 302, page: '', headers: { location: `${organisation.address}/v1/hello` } },
      { status: 502, page: '<html>Bad gateway</html>' },
    ]) {
      proxy.decide(() => fate);
      await until(() => workstation.state().phase === 'offline');
      expect(workstation.state().offlineSince).not.toBeNull();
      proxy.decide(() => 'pass');
      workstation.engine().wake('request');
      await until(() => workstation.state().phase === 'idle');
    }
    expect(workstation.count('events')).toBe(held);
  });

  it('is gone: since when is told, and stays told until it is back', async () => {
    await synced();
    proxy.decide(() => 'cut_before');
    await until(() => workstation.state().phase === 'offline');
    const since = workstation.state().offlineSince;
    const asked = proxy.calls.length;
    workstation.engine().wake('request');
    await until(() => proxy.calls.length > asked && workstation.state().phase === 'offline');
    expect(workstation.state().offlineSince).toBe(since);
    proxy.decide(() => 'pass');
    await until(() => workstation.state().phase === 'idle');
    expect(workstation.state().offlineSince).toBeNull();
  });

  it('is left alone while the person works offline by choice, and taken up afterwards', async () => {
    await synced();
    workstation.engine().pause(true);
    expect(workstation.state().phase).toBe('stopped');
    await wait(300);
    const asked = proxy.calls.length;
    workstation.engine().wake('work');
    await wait(600);
    expect(proxy.calls.length).toBe(asked);
    workstation.engine().pause(false);
    await until(() => workstation.state().phase === 'idle');
    expect(callsTo('/v1/hello', asked).length).toBeGreaterThan(0);
  });
});

describe('the vault', () => {
  it('that cannot write shows it, and goes on where it was once it can', async () => {
    await synced();
    await workstation.stop();
    let full = true;
    const { store } = workstation;
    workstation.start({
      intake: (page) => (full ? Promise.reject(new Error('the disk is full')) : store.intake(page)),
    });
    const before = workstation.count('cases');
    await organisation.importReports(3, 'MPS', 77);
    await until(() => workstation.state().problem === 'internal');
    expect(workstation.count('cases')).toBe(before);
    full = false;
    workstation.engine().wake('request');
    await until(() => workstation.count('cases') === before + 3);
    expect(workstation.state().problem).toBeNull();
  });

  it('stops in the middle of a call without waiting for its answer', async () => {
    await synced();
    const from = proxy.calls.length;
    proxy.decide(() => 'hang');
    await until(() => proxy.calls.length > from);
    const began = performance.now();
    await workstation.stop();
    expect(performance.now() - began).toBeLessThan(1000);
    const asked = proxy.calls.length;
    await wait(500);
    expect(proxy.calls.length).toBe(asked);
  });
});
