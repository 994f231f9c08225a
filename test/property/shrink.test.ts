import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortest } from '../simulation/shrink.ts';

const steps = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 60 });

test('of the steps of a failure exactly those are left that it takes, wherever they stood', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), fc.integer({ min: 1, max: 5 }), async (all, from, count) => {
      const needed = new Set(all.filter((_, index) => (index + from) % all.length < count));
      const fails = (some: readonly number[]) => Promise.resolve([...needed].every((step) => some.includes(step)));
      expect(await shortest(all, fails, 10_000)).toEqual(all.filter((step) => needed.has(step)));
    }),
  );
});

test('whatever makes it fail, no single step that is left can be left out', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.func(fc.boolean()), async (all, holds) => {
      const fails = (some: readonly number[]) =>
        Promise.resolve(some.length === all.length || (some.length > 0 && holds([...some])));
      const left = await shortest(all, fails, 10_000);
      expect(await fails(left)).toBe(true);
      for (const step of left) expect(await fails(left.filter((other) => other !== step))).toBe(false);
    }),
  );
});
