/** One line of a benchmark. `value` and `baseline` are medians of `n` runs each, taken in turn, in `unit`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'share' | 'bytes' | 'per second';
  readonly baseline: number;
  readonly ratio: number;
  readonly n: number;
}

export interface BenchOptions {
  /** Only this size, for suites that have several. */
  readonly cases?: number;
  /** Only these parts, for suites that have several. */
  readonly figures?: readonly string[];
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
const rounded = (number: number) => Number(number.toPrecision(4));

async function timed(play: () => unknown): Promise<number> {
  const start = performance.now();
  await play();
  return performance.now() - start;
}

/**
 * Times two ways of doing the same thing, A B A B …, after one uncounted round. `ours` and `theirs` may answer a
 * number of milliseconds that they measured themselves; otherwise the whole call is timed.
 */
export async function inTurn(
  name: string,
  n: number,
  ours: () => unknown,
  theirs: () => unknown,
  warmUp = true,
): Promise<Figure> {
  const once = async (play: () => unknown) => {
    let own: unknown;
    const whole = await timed(async () => (own = await play()));
    return typeof own === 'number' ? own : whole;
  };
  if (warmUp) {
    await once(ours);
    await once(theirs);
  }
  const values: number[] = [];
  const baselines: number[] = [];
  for (let run = 0; run < n; run++) {
    values.push(await once(ours));
    baselines.push(await once(theirs));
  }
  const [value, baseline] = [median(values), median(baselines)];
  return { name, value: rounded(value), unit: 'ms', baseline: rounded(baseline), ratio: rounded(value / baseline), n };
}
