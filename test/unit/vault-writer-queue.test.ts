import { expect, test } from 'vitest';
import type { JoinedSteps } from '../../electron/vault/store/steps.ts';
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

test('a transaction that is left open over several steps is closed before anything else is written', async () => {
  const done: string[] = [];
  let committed = 0;
  const queue = new WriterQueue(() => (committed += 1));
  const own: Promise<unknown>[] = [];
  const joined = function* (): JoinedSteps<string> {
    for (let next = 1; next <= 5;) {
      done.push('begin');
      do {
        done.push(`step ${next}`);
        if (next === 2) own.push(run(queue, 'own', () => done.push(`sign after ${committed} commits`)));
        next += 1;
      } while (next <= 5 && (yield 'open') !== 'close');
      done.push('commit');
      yield;
    }
    return 'taken';
  };
  expect(await run(queue, 'sync', joined)).toBe('taken');
  await Promise.all(own);
  expect(done).toEqual('begin,step 1,step 2,commit,sign after 1 commits,begin,step 3,step 4,step 5,commit'.split(','));
});

test('a job is told whether anybody has asked for anything lately', async () => {
  let now = 0;
  const queue = new WriterQueue(
    () => undefined,
    () => now,
  );
  const told: unknown[] = [];
  const at = function* (...moments: number[]): JoinedSteps {
    for (const moment of moments) {
      now = moment;
      told.push(yield 'open');
    }
  };
  await run(queue, 'sync', () => at(0, 2999, 3000));
  expect(told.splice(0)).toEqual([undefined, undefined, 'alone']);
  queue.rest(0);
  await run(queue, 'sync', () => at(5999, 6000));
  expect(told.splice(0)).toEqual([undefined, 'alone']);
  await run(queue, 'own', () => 'draft');
  await run(queue, 'sync', () => at(8999, 9000));
  expect(told).toEqual([undefined, 'alone']);
});

test('a transaction that fails as it is closed is told once, and what waited is written', async () => {
  const queue = new WriterQueue(() => undefined);
  let own: Promise<unknown> | null = null;
  const failing = run(queue, 'sync', function* () {
    own = run(queue, 'own', () => 'written');
    yield 'open';
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(await own).toBe('written');
  expect(await run(queue, 'sync', () => 'next')).toBe('next');
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

test('while a person waits for an answer sync begins no step, and what they write is not kept waiting', async () => {
  const done: string[] = [];
  let now = 0;
  const queue = new WriterQueue(
    () => undefined,
    () => now,
  );
  queue.rest(5);
  const intake = run(queue, 'sync', () => done.push('intake'));
  for (const name of ['draft', 'sign']) await run(queue, 'own', () => done.push(name));
  now = 10;
  await intake;
  expect(done).toEqual(['draft', 'sign', 'intake']);
});

test('whoever never stops asking does not keep sync from going on', async () => {
  let now = 0;
  const queue = new WriterQueue(
    () => undefined,
    () => (now += 20),
  );
  queue.rest(100);
  const asking = setInterval(() => queue.rest(100), 1);
  const intake = run(queue, 'sync', function* () {
    yield;
    yield;
    return 'taken';
  });
  expect(await intake).toBe('taken');
  clearInterval(asking);
});
