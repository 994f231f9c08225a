import { limits, type WakeAnswer } from '../../../shared/protocol/calls.ts';
import { newsMark } from '../../../shared/protocol/hello-list.ts';
import type { Hub } from '../parts.ts';
import { visibleLogs } from '../store/compartments.ts';
import type { DeviceRow } from '../store/devices.ts';
import { grantsVersion } from '../store/hub-row.ts';
import { standOfAll } from '../store/counts.ts';
import { inSnapshot } from '../store/transaction.ts';
import { readAccess } from './access.ts';

/** How often an instance asks the database, ms, while somebody waits: other instances write into it too. */
const LOOK_MS = 1000;
const LOOK_AGAIN_MS = 5000;

/**
 * Tells a waiting workstation that there is something for it, and nothing of what. One cheap question a second is asked of
 * the database for all who wait at an instance, so that it does not matter which instance took the push.
 */
export class Waking {
  readonly #hub: Hub;
  readonly #waiting = new Set<() => void>();
  readonly #calls = new Set<Promise<WakeAnswer>>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #stand: string | null = null;
  #looking = false;
  #ended = false;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /**
   * Answers at once when the mark is not the one of now, otherwise when it changes, or after `limits.wakeMs`. Who has
   * `gone` is waited for no longer: that there is no news is then said to nobody.
   */
  wait(device: DeviceRow, mark: string, gone: AbortSignal): Promise<WakeAnswer> {
    const call = this.#wait(device, mark, gone);
    this.#calls.add(call);
    const over = () => this.#calls.delete(call);
    call.then(over, over);
    return call;
  }

  /** Those who wait are answered: the instance stops. Settles when none of them asks the database any more. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#stir();
    await Promise.allSettled(this.#calls);
  }

  async #wait(device: DeviceRow, mark: string, gone: AbortSignal): Promise<WakeAnswer> {
    const until = performance.now() + limits.wakeMs;
    for (;;) {
      if (this.#ended || gone.aborted) return { news: false };
      if ((await this.#markOf(device)) !== mark) return { news: true };
      const left = until - performance.now();
      if (left <= 0) return { news: false };
      // What is written while this one begins to wait would stir the others alone.
      await this.#anything(Math.min(left, LOOK_AGAIN_MS), gone);
    }
  }

  async #markOf(device: DeviceRow): Promise<string> {
    return inSnapshot(this.#hub.db, async (tx) => {
      const access = await readAccess(tx, device.device, device.user_id);
      const logs = await visibleLogs(tx, access.named, access.referralUnits, access.closed);
      return newsMark({
        hubEpoch: this.#hub.identity.hubEpoch,
        grantsVersion: await grantsVersion(tx),
        compartments: logs,
      });
    });
  }

  #stir(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Until anything at all has been written, or who waits has gone, at most so long. */
  #anything(ms: number, gone: AbortSignal): Promise<void> {
    if (this.#ended || gone.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(late);
        gone.removeEventListener('abort', done);
        this.#waiting.delete(done);
        if (this.#waiting.size === 0 && this.#timer !== null) {
          clearInterval(this.#timer);
          this.#timer = null;
          this.#stand = null;
        }
        resolve();
      };
      const late = setTimeout(done, ms);
      gone.addEventListener('abort', done);
      this.#waiting.add(done);
      this.#timer ??= setInterval(() => void this.#look(), LOOK_MS);
    });
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const stand = await standOfAll(this.#hub.db);
      const before = this.#stand;
      this.#stand = stand;
      // The first look cannot tell: what came between the question and it would be missed.
      if (before !== stand) this.#stir();
    } catch {
      // The database is away: those who wait run into their end, and the next call says so.
    } finally {
      this.#looking = false;
    }
  }
}
