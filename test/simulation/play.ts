import { chanceOf } from './chance.ts';
import { brokenPromises } from './promises.ts';
import { Schedule, type Faults } from './schedule.ts';
import type { SimWorld } from './sim-world.ts';
import { temperOf, weighed } from './tempers.ts';

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

/** The backups of the hub that are put back later, by their steps: the rows of any other need not be kept. */
function putBackLater(seed: number, steps: readonly number[]): ReadonlySet<number> {
  const { weights } = temperOf(seed);
  const wanted = new Set<number>();
  let last: number | null = null;
  for (const step of steps) {
    const what = weighed(chanceOf(seed, step), weights);
    if (what === 'hub backup') last = step;
    if (what === 'hub restore' && last !== null) wanted.add(last);
  }
  return wanted;
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
  const schedule = new Schedule(world, seed, faults);
  const { history } = schedule;
  const ended = (failure: string | null): Played => ({ seed, steps, history, failure });
  world.hub.keepTime(() => schedule.now);
  try {
    await schedule.settle();
    const wanted = putBackLater(seed, steps);
    for (const step of steps) await schedule.step(chanceOf(seed, step), wanted.has(step));
    const mended = await schedule.mend(chanceOf(seed, MENDING));
    const leak = schedule.line.leak ?? schedule.courier.leak;
    if (leak !== null) return ended(leak);
    return ended(mended ? await brokenPromises(schedule, world) : stuck(schedule));
  } catch (error) {
    return ended(`it threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    world.hub.keepTime(null);
    for (const station of schedule.stations) station.die();
  }
}

/** What each workstation is at, and what of it the schedule takes for unfinished. */
function stuck({ stations, line }: Schedule): string {
  const states = stations.map((station) => {
    const { name, engine, waiting, files, carried, byHand, faults } = station;
    const { phase, problem } = engine.state();
    const unfinished = [
      `awaits ${waiting.awaits.map((each) => each.name).join(' ') || 'nothing'}`,
      `greeted ${line.greeted.get(name) ?? 0} times`,
      `${station.count(`events WHERE status = 'waiting'`)} events wait`,
      ...(carried ? [] : ['a restore is not carried over']),
      ...(files === null || files.settled ? [] : ['files are not settled']),
      ...(byHand === 0 ? [] : [`${byHand} bundles at work`]),
      ...faults.map(String),
    ];
    return `${name} ${phase}${problem === null ? '' : ` (${problem})`} ${unfinished.join(', ')}`;
  });
  return `something waits for ever: ${states.join('; ')}`;
}
