/** Handed in, so that a simulation can run hours in a moment. `after` answers how to call it off. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The sleep of a loop between its rounds. */
export interface Nap {
  /** Until the time is over (null: for ever), or somebody wakes it. One that was awake is not put to sleep. */
  sleep(ms: number | null, wakenBy: 'anything' | 'request'): Promise<void>;
  /** `request`: a person asked, or the engine's state changed; it ends every sleep. `work` does not end a backoff. */
  wake(by: 'work' | 'request'): void;
}

export function napper(timers: Timers): Nap {
  let pending: 'work' | 'request' | null = null;
  let sleeping: { wakenBy: 'anything' | 'request'; end: () => void } | null = null;
  return {
    sleep(ms, wakenBy) {
      if (pending === 'request' || (pending === 'work' && wakenBy === 'anything')) {
        pending = null;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const end = () => {
          cancel();
          sleeping = null;
          pending = null;
          resolve();
        };
        sleeping = { wakenBy, end };
        const cancel = ms === null ? () => undefined : timers.after(ms, end);
      });
    },
    wake(by) {
      if (sleeping !== null && (by === 'request' || sleeping.wakenBy === 'anything')) sleeping.end();
      else if (pending !== 'request') pending = by;
    },
  };
}
