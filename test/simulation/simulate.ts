import { play, type Played } from './play.ts';
import type { Faults } from './schedule.ts';
import { shortest } from './shrink.ts';
import type { SimWorld } from './sim-world.ts';
import { temperOf } from './tempers.ts';

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

/** The first seed whose schedule fails, of at most `most` schedules from one on; null when every one holds. */
export async function firstFailure(
  world: SimWorld,
  { from, crossing }: { readonly from: number; readonly crossing?: true },
  most: number,
  faults: Faults,
): Promise<Played | null> {
  let played = 0;
  for (let seed = from; played < most; seed++) {
    if (crossing === true && temperOf(seed).crossing === undefined) continue;
    played += 1;
    const tried = await play(world, seed, faults);
    if (tried.failure !== null) return tried;
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
