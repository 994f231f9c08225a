import type { Standing } from '../store/standing.ts';
import { closedBecause, type Closed } from './closed.ts';

export interface WatchParts {
  readonly read: () => Promise<Standing>;
  /** ms since 1970. */
  readonly clock: () => number;
  /** The vault has closed, or opened again. */
  readonly changed: () => void;
}

/** Leases run to days; nobody minds that a page closes a moment late. */
const LOOK_MS = 15_000;

/** Knows at every moment whether the vault may be read, and tells when that changes. */
export class ClosedWatch {
  readonly #parts: WatchParts;
  #standing: Standing = { leaseUntil: null, clockSeen: null, shut: null };
  #told: Closed | null = null;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#tell(), LOOK_MS);
    this.#timer.unref();
  }

  /** Something was written that may change the answer. */
  async look(): Promise<void> {
    this.#standing = await this.#parts.read();
    this.#tell();
  }

  now(): Closed | null {
    const now = this.#parts.clock();
    const closed = closedBecause(this.#standing, now);
    const { clockSeen } = this.#standing;
    // While it is open the clock is watched from call to call; what it showed is kept at the next hello or lock.
    if (closed === null && clockSeen !== null && now > clockSeen)
      this.#standing = { ...this.#standing, clockSeen: now };
    return closed;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    const closed = this.now();
    if (closed === this.#told) return;
    this.#told = closed;
    this.#parts.changed();
  }
}
