import { expect, test } from 'vitest';
import { simulate } from './in-processes.ts';

/** More of them, and other ones, by `npm run simulate -- --seeds N --from S`. */
const SCHEDULES = 300;

test('whatever is lost, late, doubled, cut, killed, withdrawn or put back, every promise of sync is kept', async () => {
  const lines: string[] = [];
  const { schedules, failures } = await simulate(1, SCHEDULES, (line) => lines.push(line));
  expect(lines.join('\n')).toBe('');
  expect(`${schedules} schedules, ${failures} failures`).toBe(`${SCHEDULES} schedules, 0 failures`);
});
