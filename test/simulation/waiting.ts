import type { Timers } from '../../electron/vault/sync/napping.ts';

/**
 * One await of a workstation that the schedule has in hand: it happens when it is picked, or never, when the workstation
 * dies first. `call` goes to the hub; `step` is a transaction of the vault, or arithmetic, in the same process.
 */
export interface Awaited {
  readonly kind: 'call' | 'step';
  readonly name: string;
  readonly happen: () => Promise<unknown>;
  readonly settle: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
}

interface Timer {
  readonly due: number;
  readonly ring: () => void;
}

/** Everything that one run of a workstation waits for. A dead one's awaits never end. */
export class Waiting implements Timers {
  readonly awaits: Awaited[] = [];
  readonly timers = new Set<Timer>();
  readonly #clock: () => number;
  #dead = false;
  /** Signed calls that are being made, or whose answer is being read: the system's threads take part in that. */
  #busy = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Becomes an await that the schedule picks. */
  hold<T>(kind: Awaited['kind'], name: string, happen: () => Promise<T>): Promise<T> {
    return new Promise((settle, fail) => {
      if (!this.#dead) this.awaits.push({ kind, name, happen, settle: settle as (value: unknown) => void, fail });
    });
  }

  get busy(): boolean {
    return this.#busy > 0 && !this.#dead;
  }

  /** Busy until the work is done, except while it waits for `call`. */
  async signing<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }

  /** A call to the hub, from within `signing`. */
  async call<T>(name: string, happen: () => Promise<T>): Promise<T> {
    this.#busy -= 1;
    try {
      return await this.hold('call', name, happen);
    } finally {
      this.#busy += 1;
    }
  }

  /** Every method of these parts becomes such an await. */
  holding<Parts extends object>(parts: Parts): Parts {
    return Object.fromEntries(
      Object.entries(parts as Record<string, (...given: unknown[]) => Promise<unknown>>).map(([name, method]) => [
        name,
        (...given: unknown[]) => this.hold('step', name, () => method(...given)),
      ]),
    ) as Parts;
  }

  /** The same for calls from within `signing`, which do not count as busy while the schedule has them in hand. */
  setAside<Parts extends object>(parts: Parts): Parts {
    return Object.fromEntries(
      Object.entries(parts as Record<string, (...given: unknown[]) => Promise<unknown>>).map(([name, method]) => [
        name,
        async (...given: unknown[]) => {
          this.#busy -= 1;
          try {
            return await method(...given);
          } finally {
            this.#busy += 1;
          }
        },
      ]),
    ) as Parts;
  }

  after(ms: number, ring: () => void): () => void {
    const timer = { due: this.#clock() + ms, ring };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** In how many ms the next timer rings; null when none will. */
  next(): number | null {
    const due = [...this.timers].map((timer) => timer.due);
    return due.length === 0 ? null : Math.min(...due) - this.#clock();
  }

  /** Rings what is due by now. */
  ring(): void {
    const now = this.#clock();
    for (const timer of [...this.timers])
      if (timer.due <= now) {
        this.timers.delete(timer);
        timer.ring();
      }
  }

  die(): void {
    this.#dead = true;
    this.awaits.length = 0;
    this.timers.clear();
  }
}

/** Lets everything run that is not held, until all of it waits for the schedule. */
export async function quiet(waitings: readonly Waiting[]): Promise<void> {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  do for (let turns = 0; turns < 3; turns++) await turn();
  while (waitings.some(({ busy }) => busy));
}
