import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FeedAnswer, FeedEvent, HelloAnswer } from '../../../shared/protocol/calls.ts';
import { root, append, emptyTree } from '../../../shared/protocol/merkle.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { signCheckpoint } from '../../../shared/protocol/checkpoint.ts';
import { makeKeyPair } from '../../../shared/protocol/keys.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

/** What a hub, or whoever stands between, may try: the vault must take nothing of it, freeze the log and say so. */

let organisation: Organisation;
let proxy: Proxy;
let workstation: Workstation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(20, 'MPS', 3);
  proxy = await startProxy(organisation.address);
});
afterEach(async () => {
  proxy.decide(() => 'pass');
  await workstation.close();
  expect(workstation.faults).toEqual([]);
});
afterAll(async () => {
  await proxy.close();
  await organisation.close();
});

async function started(change: (answer: FeedAnswer) => unknown, of = 'desk:MPS') {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  workstation = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  tamper(change, of);
  workstation.start();
}
function tamper(change: (answer: FeedAnswer) => unknown, of = 'desk:MPS') {
  proxy.decide((target) => {
    if (!target.startsWith('/v1/feed') || !target.includes(encodeURIComponent(of))) return 'pass';
    return { answer: (body) => JSON.stringify(change(JSON.parse(body) as FeedAnswer)) };
  });
}

const at = (answer: FeedAnswer, index: number, change: (event: FeedEvent) => FeedEvent): FeedAnswer => ({
  ...answer,
  events: answer.events.map((event, n) => (n === index ? change(event) : event)),
});
const renumbered = (events: readonly FeedEvent[]) => events.map((event, index) => ({ ...event, seq: index + 1 }));
/** The checkpoint that the hub itself would sign for another log. */
const signedFor = (answer: FeedAnswer, key = organisation.hub.identity.hubKey, epoch = answer.hubEpoch): FeedAnswer => {
  const tree = answer.events.reduce((t, e) => append(t, leafOf(e.header, e.signature, e.hubTime)), emptyTree);
  const { hubId } = organisation.hub.identity;
  const { compartment } = answer;
  return {
    ...answer,
    checkpoint: signCheckpoint({ hubId, compartment, epoch, size: tree.size, root: root(tree) }, key),
  };
};
const flipped = (sealed: string | null) => {
  const bytes = Buffer.from(sealed!, 'base64');
  bytes[20]! ^= 1;
  return bytes.toString('base64');
};

describe('a tampered page is refused and freezes its compartment', () => {
  it.each<[string, (answer: FeedAnswer) => FeedAnswer]>([
    ['a flipped bit of a payload', (a) => at(a, 7, (e) => ({ ...e, sealed: flipped(e.sealed) }))],
    ['a dropped event', (a) => ({ ...a, events: a.events.filter((_, n) => n !== 7) })],
    ['a dropped event, the rest numbered anew', (a) => ({ ...a, events: renumbered(a.events.toSpliced(7, 1)) })],
    ['the last event held back', (a) => ({ ...a, events: a.events.slice(0, -1) })],
    ['events in another order', (a) => ({ ...a, events: [a.events[1]!, a.events[0]!, ...a.events.slice(2)] })],
    [
      'events in another order, numbered anew',
      (a) => ({ ...a, events: renumbered([a.events[1]!, a.events[0]!, ...a.events.slice(2)]) }),
    ],
    ['an event twice', (a) => ({ ...a, events: renumbered([a.events[0]!, ...a.events]) })],
    ['another date on an event', (a) => at(a, 3, (e) => ({ ...e, hubTime: '2020-01-01T00:00:00.000Z' }))],
    [
      'another urgency in the facets',
      (a) => at(a, 3, (e) => ({ ...e, header: { ...e.header, facets: { ...e.header.facets, urgency: 'immediate' } } })),
    ],
    ['another signature', (a) => at(a, 3, (e) => ({ ...e, signature: a.events[4]!.signature }))],
    ['no signature', (a) => at(a, 3, (e) => ({ ...e, signature: null }))],
    ['a checkpoint signed by somebody else', (a) => signedFor(a, makeKeyPair('ed25519'))],
    ['a checkpoint of another epoch', (a) => signedFor(a, undefined, a.hubEpoch + 1)],
    ['no checkpoint', (a) => ({ ...a, checkpoint: '' })],
  ])('%s', async (_, change) => {
    await started(change);
    await until(() => workstation.state().problem !== null);
    expect(workstation.state()).toMatchObject({ phase: 'idle', problem: 'checkpoint_inconsistent' });
    expect(workstation.count(`events WHERE compartment = 'desk:MPS'`)).toBe(0);
    // It stays frozen though the pages are good again, and asks the hub for no more of it.
    proxy.decide(() => 'pass');
    const asked = proxy.calls.length;
    await until(() => proxy.calls.slice(asked).filter((target) => target === '/v1/hello').length > 2);
    expect(proxy.calls.slice(asked).filter((target) => target.includes('desk'))).toEqual([]);
    expect(workstation.state().problem).toBe('checkpoint_inconsistent');
  });

  it('an unknown field of the envelope', async () => {
    await started((a) => at(a, 3, (e) => ({ ...e, extra: 1 }) as FeedEvent));
    await until(() => workstation.state().problem !== null);
    expect(workstation.state().problem).toBe('invalid_answer');
    expect(workstation.count(`events WHERE compartment = 'desk:MPS'`)).toBe(0);
  });

  it("a report that nobody signed, though the hub's own checkpoint covers it", async () => {
    const hubDevice = '00000000-0000-7000-8000-000000000001';
    await started((a) =>
      signedFor(at(a, 3, (e) => ({ ...e, signature: null, header: { ...e.header, device: hubDevice } }))),
    );
    await until(() => workstation.state().problem !== null);
    expect(workstation.state().problem).toBe('checkpoint_inconsistent');
    expect(workstation.count(`events WHERE compartment = 'desk:MPS'`)).toBe(0);
  });
});

describe('what the hub may lie about with its own key', () => {
  it("an event put into somebody's mouth is taken in, and then found not to be theirs", async () => {
    await started((a) =>
      signedFor(at(a, 3, (e) => ({ ...e, header: { ...e.header, at: '2026-01-01T00:00:00.000Z' } }))),
    );
    await until(() => workstation.count('events WHERE verified = 0 AND signature IS NOT NULL') === 0);
    await until(() => workstation.count(`events WHERE compartment = 'desk:MPS' AND verified = 2`) === 1);
    expect(workstation.count(`events WHERE compartment = 'desk:MPS' AND verified = 1`)).toBe(19);
  });

  it('an event of a device that no directory knows counts as forged, after the directory was asked again', async () => {
    await started((a) =>
      signedFor(at(a, 3, (e) => ({ ...e, header: { ...e.header, device: '00000000-0000-7000-8000-0000000000ff' } }))),
    );
    await until(() => workstation.count(`events WHERE compartment = 'desk:MPS' AND verified = 2`) === 1);
    expect(workstation.count('events WHERE verified = 0 AND signature IS NOT NULL')).toBe(0);
  });

  it('a later log that contradicts the earlier one freezes it', async () => {
    await started((a) => a);
    await workstation.settled();
    expect(workstation.count('cases')).toBe(20);
    await organisation.importReports(1, 'MPS', 99);
    tamper((a) => signedFor(a));
    await until(() => workstation.state().problem === 'checkpoint_inconsistent');
    expect(workstation.count('cases')).toBe(20);
  });

  it('a directory that contradicts itself stops everything but the way out', async () => {
    await started((a) => ({ ...a, events: a.events.slice(1) }), 'directory');
    await until(() => workstation.state().problem === 'checkpoint_inconsistent');
    expect(proxy.calls.filter((target) => target.startsWith('/v1/feed')).at(-1)).toContain('directory');
    expect(workstation.count('events')).toBe(0);
  });
});

describe('an answer from before what is known', () => {
  it('of older grants is discarded, and what is held stays', async () => {
    await started((a) => a);
    await workstation.settled();
    const held = workstation.count('events');
    const older = (change: (hello: HelloAnswer) => HelloAnswer) => {
      const asked = proxy.calls.length;
      proxy.decide((target) =>
        target === '/v1/hello' ? { answer: (body) => JSON.stringify(change(JSON.parse(body) as HelloAnswer)) } : 'pass',
      );
      return until(() => proxy.calls.slice(asked).filter((target) => target === '/v1/hello').length > 2);
    };
    const nothing = { compartments: [] };
    await older((hello) => ({ ...hello, ...nothing, grantsVersion: hello.grantsVersion - 1 }));
    expect(workstation.count('events')).toBe(held);
    expect(workstation.count('compartments')).toBeGreaterThan(1);
    // A hub that keeps on like this is not asked in a loop.
    const asked = proxy.calls.length;
    await wait(1000);
    expect(proxy.calls.length - asked).toBeLessThan(10);
    // And the person is not shown "in sync" meanwhile.
    await until(() => workstation.state().problem === 'answers_disagree');
    expect(workstation.state()).toMatchObject({ phase: 'offline', offlineSince: expect.any(String) });
    proxy.decide(() => 'pass');
    workstation.engine().wake('request');
    await until(() => workstation.state().phase === 'idle');
    expect(workstation.state()).toMatchObject({ problem: null, offlineSince: null });
  });

  it('a page of the feed from before a change of grants is discarded, and asked for again', async () => {
    await started((a) => a);
    await workstation.settled();
    const held = workstation.count('cases');
    await organisation.importReports(1, 'MPS', 500 + held);
    let pages = 0;
    tamper((a) => {
      pages += 1;
      return { ...a, grantsVersion: a.grantsVersion - 1 };
    });
    await until(() => pages > 2);
    expect(workstation.count('cases')).toBe(held);
    await until(() => workstation.state().problem === 'answers_disagree');
    proxy.decide(() => 'pass');
    workstation.engine().wake('request');
    await until(() => workstation.count('cases') === held + 1);
    await until(() => workstation.state().problem === null);
  });

  it('a hello of another hub is not believed', async () => {
    await started((a) => a);
    await workstation.settled();
    const held = workstation.count('events');
    const foreign = makeKeyPair('ed25519').publicKey;
    proxy.decide((target) =>
      target === '/v1/hello'
        ? { answer: (body) => JSON.stringify({ ...JSON.parse(body), hubKey: foreign, compartments: [] }) }
        : 'pass',
    );
    await until(() => workstation.state().problem === 'checkpoint_inconsistent');
    expect(workstation.count('events')).toBe(held);
  });
});
