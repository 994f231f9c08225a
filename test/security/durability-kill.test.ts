import { expect, test } from 'vitest';
import { killRounds } from '../integration/vault/support/kill-rounds.ts';

test('a vault killed in 25 rounds while it signs, types and syncs keeps all it acknowledged, and nothing in part', async () => {
  const flaws: string[] = [];
  const result = await killRounds(25, 20_260_301, (line) => flaws.push(line));
  console.log(`${result.rounds} rounds, ${result.failures} failures`);
  expect(flaws).toEqual([]);
  // Most rounds were killed in the midst of work, or this test shows nothing.
  expect(result.acknowledged).toBeGreaterThan(25 * 10);
});
