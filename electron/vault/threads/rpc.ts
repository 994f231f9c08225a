/**
 * Calls between the vault's main thread and its worker threads. One type says which calls a thread answers; arguments and
 * answers are copied (structured clone). An error on the other side comes back as a rejected promise: errors that are
 * part of a call's meaning are values.
 */
import type { MessagePort, Worker } from 'node:worker_threads';

export type Calls<C> = { [K in keyof C]: (...args: never[]) => Promise<unknown> };
type End = Pick<MessagePort, 'on' | 'postMessage'>;

interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}
type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** Answers calls that arrive at this end. Nothing is queued: a handler that awaits lets the next call begin. */
export function serveCalls<C extends Calls<C>>(end: End, handlers: C): void {
  end.on('message', ({ id, name, args }: Call) => {
    const handler = handlers[name as keyof C] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
    handler.apply(handlers, [...args]).then(
      (value) => end.postMessage({ id, ok: true, value } satisfies Reply),
      (error: unknown) => end.postMessage({ id, ok: false, message: String(error) } satisfies Reply),
    );
  });
}

/** The calls of the thread at the other end. When the thread dies, every call that waits is rejected. */
export function callThread<C extends Calls<C>>(thread: Worker, names: readonly (keyof C & string)[]): C {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  let dead: Error | null = null;
  const end = (error: Error) => {
    dead ??= error;
    for (const { reject } of waiting.values()) reject(dead);
    waiting.clear();
  };
  thread.on('message', (reply: Reply) => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) call?.resolve(reply.value);
    else call?.reject(new Error(reply.message));
  });
  thread.on('error', end);
  thread.on('exit', (code) => end(new Error(`the thread ended with code ${code}`)));
  const ask = (name: string, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      if (dead !== null) return reject(dead);
      last += 1;
      waiting.set(last, { resolve, reject });
      thread.postMessage({ id: last, name, args } satisfies Call);
    });
  const calls = names.map((name) => [name, (...args: unknown[]) => ask(name, args)] as const);
  return Object.fromEntries(calls) as unknown as C;
}
