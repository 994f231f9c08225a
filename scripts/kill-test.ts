/**
 * `npm run test:kill [-- --rounds N] [--seed S]`: kills a working vault at random moments and looks at what it left.
 * Ends with `N rounds, F failures`; the exit code is 1 when there was one. The seed that it prints chooses the same
 * moments again (the machine's own pace stays its own).
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from './build.ts';

/** What `kill-rounds.ts` answers. */
interface KillResult {
  readonly rounds: number;
  readonly failures: number;
  readonly acknowledged: number;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '25' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error('npm run test:kill [-- --rounds N] [--seed S]');
  process.exit(2);
}
console.log(`seed ${seed}`);
const rounding = join(root, 'test', 'integration', 'vault', 'support', 'kill-rounds.ts');
const { killRounds } = (await import(pathToFileURL(rounding).href)) as {
  killRounds(rounds: number, seed: number, say: (line: string) => void): Promise<KillResult>;
};
const result = await killRounds(rounds, seed, console.log);
console.log(`${result.acknowledged} acknowledgements`);
console.log(`${result.rounds} rounds, ${result.failures} failures`);
process.exit(result.failures === 0 ? 0 : 1);
