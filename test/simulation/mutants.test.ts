import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutants, sought } from './mutants.ts';
import { play } from './play.ts';
import { firstFailure, shrunk } from './simulate.ts';
import { prepareWorld, type SimWorld } from './sim-world.ts';

/** How many schedules may pass before a rule that is knocked out has been missed. */
const MOST = 1000;

let world: SimWorld;
beforeAll(async () => {
  world = await prepareWorld();
});
afterAll(() => world.close());

describe('a rule of the protocol that is knocked out is missed', () => {
  it.each(Object.keys(mutants))('%s', async (name) => {
    const caught = await firstFailure(world, sought[name]!, MOST, mutants[name]!);
    expect(caught?.failure ?? null).not.toBeNull();
  });
});

describe('the history of a failure', () => {
  it('is the shortest: it still fails, and without any one of its steps it does not', async () => {
    const name = 'what was withdrawn is not purged';
    const faults = mutants[name]!;
    const failed = (await firstFailure(world, sought[name]!, MOST, faults))!;
    const short = await shrunk(world, failed, faults);
    expect(short.failure).not.toBeNull();
    expect(short.steps.length).toBeLessThan(failed.steps.length / 4);
    for (const step of short.steps) {
      const without = short.steps.filter((other) => other !== step);
      expect((await play(world, short.seed, faults, without)).failure).toBeNull();
    }
  });

  it('is the same again in another organisation', async () => {
    const other = await prepareWorld();
    try {
      // Of several tempers: bundles and files are made anew in each organisation.
      for (const seed of [3, 14, 15, 5, 11]) {
        const [here, there] = [await play(world, seed), await play(other, seed)];
        expect(there.history).toEqual(here.history);
      }
    } finally {
      await other.close();
    }
  });
});
