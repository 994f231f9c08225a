import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { simulate } from './in-processes.ts';

/** More, and other ones, by `npm run simulate -- --seeds N --from S`. */
const SCHEDULES = 2000;

test('whatever is lost, late, doubled, cut, killed, moved, withdrawn, carried or put back, every promise of sync is kept', async () => {
  const lines: string[] = [];
  const { schedules, failures } = await simulate(
    1,
    SCHEDULES,
    (line) => lines.push(line),
    undefined,
    availableParallelism(),
  );
  console.log(`${schedules} schedules, ${failures} failures`);
  expect(lines.join('\n')).toBe('');
  expect(failures).toBe(0);
  expect(schedules).toBe(SCHEDULES);
});
