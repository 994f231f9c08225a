/**
 * `npm run simulate -- --seeds N [--from S]`: sync under faults, chosen by numbers: the vault's and the hub's own code,
 * with a line that loses, doubles and delays, deaths at every await, withdrawals and restored backups. A schedule that
 * breaks a promise is printed with the shortest history that does. Ends with `N schedules, F failures`.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from './build.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '200' }, from: { type: 'string', default: '1' } },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
if (!Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(from)) {
  console.error('npm run simulate -- --seeds N [--from S]');
  process.exit(2);
}
const file = join(root, 'test', 'simulation', 'in-processes.ts');
type Simulate = (
  from: number,
  count: number,
  say: (line: string) => void,
  told: (played: number) => void,
) => Promise<{ schedules: number; failures: number }>;
const { simulate } = (await import(pathToFileURL(file).href)) as { simulate: Simulate };
let said = 0;
const { schedules, failures } = await simulate(from, seeds, console.log, (played) => {
  if (played - said < 500) return;
  said = played;
  console.error(`${played} of ${seeds}`);
});
console.log(`${schedules} schedules, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
