import type { JoinedSteps, Told } from '../store/steps.ts';
import { pause } from './slices.ts';

/** A step that ends with `open` has not committed: the next one is told to `close` before another job's turn. */
type Steps = JoinedSteps<unknown>;

interface Job {
  readonly run: () => unknown;
  readonly settle: (answer: { ok: true; value: unknown } | { ok: false; error: unknown }) => void;
  steps: Steps | null;
}

const isSteps = (value: unknown): value is Steps =>
  typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value;

/** How long sync's work may be kept waiting without a step, ms. */
const LONGEST_REST_MS = 400;

/** After so long without anything asked for, nobody is taken to be at work, ms. */
const ALONE_AFTER_MS = 3000;

/** `own`: what a person waits for. `long`: their own work in many steps. `sync`: what comes from or goes to the hub. */
export type Lane = 'own' | 'long' | 'sync';

/**
 * The writer's queues. The person's own writes go before all others: between any two steps of an intake, whatever the
 * person did meanwhile is written first. Within a queue the order is that of asking.
 */
export class WriterQueue {
  readonly #queues: Readonly<Record<Lane, Job[]>> = { own: [], long: [], sync: [] };
  readonly #afterStep: () => void;
  readonly #clock: () => number;
  #running = false;
  /** Until when sync's work waits, and since when; ms of the clock. */
  #restsUntil = 0;
  #restsSince: number | null = null;
  /** When a person last asked for anything, ms of the clock. */
  #personAt: number;
  #endRest: () => void = () => undefined;
  /** The job whose transaction is open. */
  #open: Job | null = null;

  /**
   * @param afterStep called after every step, when its transaction is committed
   * @param clock ms since any moment; never set back
   */
  constructor(afterStep: () => void, clock: () => number = () => performance.now()) {
    this.#afterStep = afterStep;
    this.#clock = clock;
    this.#personAt = clock();
  }

  /** Runs a job: a plain value, or steps that are one transaction each. */
  add(lane: Lane, run: () => unknown, settle: Job['settle']): void {
    if (lane !== 'sync') this.#personAt = this.#clock();
    this.#queues[lane].push({ run, settle, steps: null });
    if (!this.#running) void this.#work();
    else if (lane !== 'sync') this.#endRest();
  }

  /**
   * Leaves the processor to a person who waits for an answer: sync's next step is not begun for so many ms. Whatever
   * they do, a step is done after each `LONGEST_REST_MS`.
   */
  rest(ms: number): void {
    const now = (this.#personAt = this.#clock());
    this.#restsSince ??= now;
    this.#restsUntil = Math.min(now + ms, this.#restsSince + LONGEST_REST_MS);
  }

  /** Ends when sync may go on, or when something else came that does not wait. */
  #rested(left: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, left);
      this.#endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #work(): Promise<void> {
    this.#running = true;
    const { own, long, sync } = this.#queues;
    for (;;) {
      const queue = [own, long, sync].find((jobs) => jobs.length > 0);
      if (queue === undefined) break;
      const job = queue[0]!;
      const open = this.#open;
      const left = queue === sync ? this.#restsUntil - this.#clock() : 0;
      if (open !== null && (open !== job || left > 0)) {
        // Nor does a transaction stay open over a rest: what is in it is not seen, and what the person writes would wait.
        if (this.#step(open, 'close')) this.#drop(open);
      } else if (left > 0) {
        await this.#rested(left);
        continue;
      } else {
        if (queue === sync) this.#restsSince = null;
        if (this.#step(job, this.#isAlone() ? 'alone' : undefined)) queue.shift();
      }
      // What has arrived meanwhile takes its place in the queues.
      await pause();
    }
    this.#running = false;
  }

  #drop(job: Job): void {
    for (const jobs of Object.values(this.#queues)) if (jobs[0] === job) jobs.shift();
  }

  #isAlone(): boolean {
    return this.#clock() - this.#personAt >= ALONE_AFTER_MS;
  }

  /** @returns true when the job is done */
  #step(job: Job, told: Told): boolean {
    this.#open = null;
    try {
      let value: unknown;
      if (job.steps === null) {
        value = job.run();
        if (isSteps(value)) job.steps = value;
      }
      if (job.steps !== null) {
        const step = job.steps.next(told);
        if (step.done !== true) {
          if (step.value === 'open') this.#open = job;
          else this.#afterStep();
          return false;
        }
        value = step.value;
      }
      this.#afterStep();
      job.settle({ ok: true, value });
    } catch (error) {
      job.settle({ ok: false, error });
    }
    return true;
  }
}
