import { useSyncExternalStore } from 'react';

/** The clock of the page: it ticks once a minute, on the minute, for everybody at once. */
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  now = Date.now();
  timer = setTimeout(tick, 60_000 - (now % 60_000) + 5);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** Milliseconds since 1970, at most a minute old. */
export const useMinute = (): number => useSyncExternalStore(subscribe, () => now);
