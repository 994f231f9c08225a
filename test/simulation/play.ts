import { chanceOf } from './chance.ts';
import { brokenPromises } from './promises.ts';
import { Schedule, type Faults } from './schedule.ts';
import type { SimWorld } from './sim-world.ts';

export interface Played {
  readonly seed: number;
  /** The steps that were taken before the line was mended, by their numbers. */
  readonly steps: readonly number[];
  readonly history: readonly string[];
  /** What was promised and did not hold, in words; null when everything did. */
  readonly failure: string | null;
}

const MENDING = 1_000_000;

/** Every step of a seed's schedule, by number. */
export function stepsOf(seed: number): number[] {
  return Array.from({ length: 40 + chanceOf(seed).upTo(160) }, (_, index) => index + 1);
}

/**
 * Plays the schedule of a seed, or only some of its steps, always from the same start, and says what did not hold. A step
 * brings its own numbers with it, so that leaving one out changes no other.
 */
export async function play(
  world: SimWorld,
  seed: number,
  faults: Faults = {},
  steps: readonly number[] = stepsOf(seed),
): Promise<Played> {
  await world.hub.start();
  const schedule = new Schedule(world, chanceOf(seed), faults);
  const { history } = schedule;
  const ended = (failure: string | null): Played => ({ seed, steps, history, failure });
  world.hub.keepTime(() => schedule.now);
  try {
    await schedule.settle();
    for (const step of steps) await schedule.step(chanceOf(seed, step));
    const mended = await schedule.mend(chanceOf(seed, MENDING));
    if (schedule.line.leak !== null) return ended(schedule.line.leak);
    return ended(mended ? await brokenPromises(schedule, world.hub) : stuck(schedule));
  } catch (error) {
    return ended(`it threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    world.hub.keepTime(null);
    for (const station of schedule.stations) station.die();
  }
}

function stuck({ stations }: Schedule): string {
  const states = stations.map(({ name, engine, waiting }) => {
    const { phase, problem } = engine.state();
    return `${name} ${phase} ${problem ?? ''} awaits ${waiting.awaits.map((each) => each.name).join(' ')}`;
  });
  return `something waits for ever: ${states.join('; ')}`;
}
