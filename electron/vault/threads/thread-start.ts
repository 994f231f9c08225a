import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { ThreadStart } from './operations.ts';

/** What this thread is to open: handed to it when it was made, or, where it was made ahead of time, as its first message. */
export async function threadStart(): Promise<ThreadStart> {
  if (workerData !== null && workerData !== undefined) return ThreadStart.parse(workerData);
  const [message] = (await once(parentPort!, 'message')) as [unknown];
  return ThreadStart.parse(message);
}
