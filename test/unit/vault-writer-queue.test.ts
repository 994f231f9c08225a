import { expect, test } from 'vitest';
import { WriterQueue, type Lane } from '../../electron/vault/threads/writer-queue.ts';

const run = (queue: WriterQueue, lane: Lane, work: () => unknown) =>
  new Promise((resolve, reject) =>
    queue.add(lane, work, (answer) => (answer.ok ? resolve(answer.value) : reject(answer.error as Error))),
  );

test('what the person writes goes between the steps of an intake, in the order of asking', async () => {
  const done: string[] = [];
  let committed = 0;
  const queue = new WriterQueue(() => (committed += 1));
  const own: Promise<unknown>[] = [];
  const intake = run(queue, 'sync', function* () {
    for (let step = 1; step <= 3; step++) {
      done.push(`intake ${step}`);
      if (step === 1)
        own.push(
          run(queue, 'sync', () => done.push('verdicts')),
          run(queue, 'long', () => done.push('screening')),
          run(queue, 'own', () => done.push('draft')),
          run(queue, 'own', () => done.push('sign')),
        );
      yield;
    }
    return 'taken';
  });
  expect(await intake).toBe('taken');
  await Promise.all(own);
  expect(done).toEqual(['intake 1', 'draft', 'sign', 'screening', 'intake 2', 'intake 3', 'verdicts']);
  expect(committed).toBe(8);
});

test('a job that fails is told to whoever asked, and the next one runs', async () => {
  const queue = new WriterQueue(() => undefined);
  const failing = run(queue, 'own', () => {
    throw new Error('disk full');
  });
  const next = run(queue, 'own', () => 'written');
  await expect(failing).rejects.toThrow('disk full');
  expect(await next).toBe('written');
});
