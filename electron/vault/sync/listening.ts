import type { Random } from '../../../shared/protocol/envelope.ts';
import { backoffMs, fraction } from './backoff.ts';
import type { Timers } from './napping.ts';
import type { Session } from './session.ts';

/** A hint reaches a thousand workstations at once: they ask spread over so many ms. */
const SPREAD_MS = 1000;

export interface Listening {
  /** A round ended well: from here on a hint is waited for, unless one is already. */
  begin(session: Session): void;
  /** Whether the hub answers such calls: then asking it by the clock is needed seldom. */
  works(): boolean;
  stop(): void;
}

/**
 * Waits at the hub for a hint that there is something, and wakes the engine. Where that fails, for whatever reason, the
 * engine asks by the clock as before, and the next good round tries again.
 */
export function listening(timers: Timers, random: Random, onNews: () => void): Listening {
  let waiting = false;
  let works = false;
  let stopped = false;
  let failures = 0;
  const pause = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve));

  async function listen(session: Session): Promise<void> {
    while (!stopped && session.mark !== null && session.hub.wake !== undefined) {
      const { mark } = session;
      const answer = await session.hub.wake(mark);
      if (stopped) return;
      if (!answer.ok) {
        // The engine counts on this call and asks seldom: it has to find out by itself what became of the line.
        if (works) onNews();
        works = false;
        failures += 1;
        await pause(backoffMs(failures, null, random));
        return;
      }
      works = true;
      failures = 0;
      // The round under way may have brought it already.
      if (!answer.value.news || session.mark !== mark) continue;
      await pause(fraction(random) * SPREAD_MS);
      if (!stopped && session.mark === mark) onNews();
      return;
    }
  }

  return {
    begin(session) {
      if (waiting || stopped) return;
      waiting = true;
      void listen(session)
        .catch(() => undefined)
        .finally(() => (waiting = false));
    },
    works: () => works,
    stop: () => void (stopped = true),
  };
}
