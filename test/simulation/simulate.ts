import { playSchedule, type Faults, type Scheduled } from './schedule.ts';
import { prepareWorld, type SimWorld } from './sim-world.ts';

export interface Simulated {
  readonly schedules: number;
  readonly failures: number;
}

/** The same seed with the fewest things happening after which it still fails. */
async function shortest(world: SimWorld, failed: Scheduled, faults: Faults): Promise<Scheduled> {
  for (let steps = 5; steps < failed.steps; steps += Math.max(1, Math.floor(steps / 4))) {
    const played = await playSchedule(world, failed.seed, { ...faults, steps });
    if (played.failure !== null) return played;
  }
  return failed;
}

/** Plays schedules from one seed on; of each that fails it says the shortest history. */
export async function simulate(
  from: number,
  count: number,
  say: (line: string) => void,
  faults: Faults = {},
): Promise<Simulated> {
  const world = await prepareWorld();
  let failures = 0;
  try {
    for (let seed = from; seed < from + count; seed++) {
      const played = await playSchedule(world, seed, faults);
      if (played.failure === null) continue;
      failures += 1;
      const { history, failure } = await shortest(world, played, faults);
      say(`seed ${seed}: ${failure ?? ''}`);
      for (const line of history) say(`  ${line}`);
    }
  } finally {
    await world.close();
  }
  return { schedules: count, failures };
}
