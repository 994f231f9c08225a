import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

/** More of them, and other ones, by `npm run simulate -- --seeds N --from S`. */
const SCHEDULES = 200;

test('whatever is lost, doubled, late, cut, killed, withdrawn or restored, every promise of sync is kept', async () => {
  const lines: string[] = [];
  const { failures } = await simulate(1, SCHEDULES, (line) => lines.push(line));
  expect(lines.join('\n')).toBe('');
  expect(failures).toBe(0);
});
