import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHubClient } from '../../electron/vault/sync/hub-client.ts';
import type { VaultIdentity } from '../../electron/vault/sync/sync-store.ts';
import { chanceOf } from './chance.ts';
import { Line } from './line.ts';
import { prepareWorld, type SimWorld } from './sim-world.ts';

let world: SimWorld;
beforeAll(async () => {
  world = await prepareWorld();
});
afterAll(() => world.close());

it('an older answer is served to the device that had it before, and to no other of the same person', async () => {
  await world.hub.start();
  const [{ name, identity, spare }] = world.enrolled as [SimWorld['enrolled'][number]];
  let device = '';
  const fates = { lost: 0, late: 0, unanswered: 0, doubled: 0, stale: 0 };
  const line = new Line({
    hub: world.hub,
    now: Date.now,
    chance: () => chanceOf(1),
    say: () => undefined,
    deviceOf: () => device,
    mayHold: () => Promise.resolve(true),
    between: null,
    refresh: null,
    fates,
  });
  const hello = async (who: VaultIdentity) => {
    device = who.device;
    const transport = {
      origin: who.hub,
      call: (call: Parameters<Line['carry']>[1]) => line.carry(name, call),
      close: () => Promise.resolve(),
    };
    const answer = await openHubClient({ identity: who, clock: Date.now, transport }).hello();
    if (!answer.ok) throw new Error('no answer');
    return answer.value;
  };
  const first = await hello(identity);
  expect(first.lastDeviceSeq).toBeGreaterThan(0);
  fates.stale = 100;
  expect(await hello(identity)).toEqual(first);
  // Taken for its own, the number of the other would tell a new vault that it was restored.
  expect((await hello(spare!.identity)).lastDeviceSeq).toBe(0);
});
