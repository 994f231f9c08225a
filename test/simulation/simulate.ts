import { play, type Played } from './play.ts';
import type { Faults } from './schedule.ts';
import { shortest } from './shrink.ts';
import type { SimWorld } from './sim-world.ts';

/** Leaves steps out of a schedule that failed for as long as it fails: the shortest history is the easiest to read. */
export async function shrunk(world: SimWorld, failed: Played, faults: Faults = {}): Promise<Played> {
  let best = failed;
  await shortest(failed.steps, async (steps) => {
    const played = await play(world, failed.seed, faults, steps);
    if (played.failure !== null) best = played;
    return played.failure !== null;
  });
  return best;
}

/** The first seed whose schedule fails, of at most `count` from one on; null when every one holds. */
export async function firstFailure(
  world: SimWorld,
  from: number,
  count: number,
  faults: Faults,
): Promise<Played | null> {
  for (let seed = from; seed < from + count; seed++) {
    const played = await play(world, seed, faults);
    if (played.failure !== null) return played;
  }
  return null;
}

/** A failed schedule as it is printed: how to play it again, what broke, and what happened. */
export function told({ seed, steps, history, failure }: Played): string[] {
  return [
    `seed ${seed} (npm run simulate -- --seeds 1 --from ${seed}), ${steps.length} steps: ${failure ?? ''}`,
    ...history.map((line) => `  ${line}`),
  ];
}
