import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { carryWhenCaughtUp } from '../../electron/vault/restore/when-caught-up.ts';

/** A restore that is done by the carry with this number; the threads answer as those of a vault do. */
async function restoring(doneBy: number, caughtUp = () => true) {
  const profile = mkdtempSync(join(tmpdir(), 'candour-carry-'));
  onTestFinished(() => rmSync(profile, { recursive: true }));
  const carries: number[] = [];
  const thread = {
    call: async (name: string) => {
      if (name === 'restore.state') return { phase: 'keys' };
      carries.push(Date.now());
      return { done: carries.length >= doneBy };
    },
  } as never;
  const look = await carryWhenCaughtUp({
    profile,
    writer: thread,
    reader: thread,
    clock: Date.now,
    caughtUp: () => Promise.resolve(caughtUp()),
    openJournal: () => Promise.resolve(),
    onChange: () => undefined,
  });
  return { look, carries };
}

test('what is told while a restore is carried over, or right after, is carried over too, though nothing is told again', async () => {
  const { look, carries } = await restoring(3);
  look();
  look();
  look();
  await vi.waitFor(() => expect(carries).toHaveLength(2), { timeout: 5000 });
  // A second between two: the third comes by itself as well.
  look();
  await vi.waitFor(() => expect(carries).toHaveLength(3), { timeout: 5000 });
  for (const at of [1, 2]) expect(carries[at]! - carries[at - 1]!).toBeGreaterThanOrEqual(990);
});

test('nothing more is carried once all is, and nothing while the hub has more', async () => {
  let there = false;
  const { look, carries } = await restoring(1, () => there);
  look();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(carries).toHaveLength(0);
  there = true;
  look();
  await vi.waitFor(() => expect(carries).toHaveLength(1));
  look();
  await new Promise((resolve) => setTimeout(resolve, 1300));
  expect(carries).toHaveLength(1);
});
