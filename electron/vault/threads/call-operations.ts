import { Worker } from 'node:worker_threads';
import {
  END,
  Said,
  ThreadFailure,
  type AnswerOf,
  type AnyOperations,
  type Asked,
  type Changed,
  type InputOf,
  type Progressed,
  type ThreadStart,
} from './operations.ts';

/** Milliseconds that a thread may take to leave by itself. */
const endLimit = 10_000;

/** A thread that carries out operations, seen from the vault's main thread. */
export interface Thread<O extends AnyOperations> {
  call<N extends keyof O & string>(name: N, input: InputOf<O, N>): Promise<AnswerOf<O, N>>;
  end(): Promise<void>;
}

const madeAhead = new Map<string, Worker>();

/** A thread that leaves closes no handle on a database: that would drop the locks of the others (`keys/kept-handle.ts`). */
const keepHandles = { trackUnmanagedFds: false };

/**
 * Makes a thread ahead of time, which waits for what it shall open: while somebody types a passphrase its code is
 * loaded. It holds no key and opens nothing. The next `startThread` of the same script takes it.
 */
export function makeAhead(script: string): void {
  if (madeAhead.has(script)) return;
  const worker = new Worker(script, keepHandles);
  // It keeps no process alive that nobody unlocks.
  worker.unref();
  const forget = () => void (madeAhead.get(script) === worker && madeAhead.delete(script));
  worker.once('error', forget);
  worker.once('exit', forget);
  madeAhead.set(script, worker);
}

/** The thread of a script that was made ahead, or null. It belongs to the caller. */
export function takeMadeAhead(script: string): Worker | null {
  const worker = madeAhead.get(script) ?? null;
  madeAhead.delete(script);
  worker?.ref();
  return worker;
}

function threadOf(script: string, start: ThreadStart): Worker {
  const worker = takeMadeAhead(script);
  if (worker === null) return new Worker(script, { workerData: start, ...keepHandles });
  worker.postMessage(start);
  return worker;
}

/**
 * Starts a thread and waits until it has opened the database.
 * @param script the thread's file
 * @param onProgress told now and then by an operation that takes long
 * @param onChanged told after every transaction that changed something, before its answer
 * @throws ThreadFailure when the database cannot be opened; calls reject with it too
 */
export async function startThread<O extends AnyOperations>(
  script: string,
  start: ThreadStart,
  onChanged: (changed: Changed) => void = () => undefined,
  onProgress: (progressed: Progressed) => void = () => undefined,
): Promise<Thread<O>> {
  const worker = threadOf(script, start);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: ThreadFailure) => void }>();
  let last = 0;
  let gone: ThreadFailure | null = null;

  await new Promise<void>((resolve, reject) => {
    const lose = () => {
      gone ??= new ThreadFailure('internal');
      reject(gone);
      for (const call of waiting.values()) call.reject(gone);
      waiting.clear();
    };
    worker.on('error', lose);
    worker.on('exit', lose);
    worker.on('message', (message: unknown) => {
      const said = Said.parse(message);
      switch (said.kind) {
        case 'ready':
          return resolve();
        case 'failed':
          gone = new ThreadFailure(said.code);
          return reject(gone);
        case 'changed':
          return onChanged(said);
        case 'progress':
          return onProgress({ done: said.done, total: said.total });
        case 'answer': {
          const call = waiting.get(said.id);
          waiting.delete(said.id);
          if (said.ok) call?.resolve(said.value as never);
          else call?.reject(new ThreadFailure(said.code, said.caseId ?? null));
          return;
        }
        default:
          said satisfies never;
      }
    });
  });

  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        if (gone !== null) return reject(gone);
        const id = ++last;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, input } satisfies Asked);
      }),
    async end() {
      gone ??= new ThreadFailure('internal');
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      if (worker.threadId === -1) return;
      worker.postMessage({ id: 0, name: END, input: null } satisfies Asked);
      const late = setTimeout(() => void worker.terminate(), endLimit);
      await ended;
      clearTimeout(late);
    },
  };
}
