import { pause } from './slices.ts';

type Steps = Generator<undefined, unknown, undefined>;

interface Job {
  readonly run: () => unknown;
  readonly settle: (answer: { ok: true; value: unknown } | { ok: false; error: unknown }) => void;
  steps: Steps | null;
}

const isSteps = (value: unknown): value is Steps =>
  typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value;

/** `own`: what a person waits for. `long`: their own work in many steps. `sync`: what comes from or goes to the hub. */
export type Lane = 'own' | 'long' | 'sync';

/**
 * The writer's queues. The person's own writes go before all others: between any two steps of an intake, whatever the
 * person did meanwhile is written first. Within a queue the order is that of asking.
 */
export class WriterQueue {
  readonly #queues: Readonly<Record<Lane, Job[]>> = { own: [], long: [], sync: [] };
  readonly #afterStep: () => void;
  #running = false;

  /** @param afterStep called after every step, when its transaction is committed */
  constructor(afterStep: () => void) {
    this.#afterStep = afterStep;
  }

  /** Runs a job: a plain value, or steps that are one transaction each. */
  add(lane: Lane, run: () => unknown, settle: Job['settle']): void {
    this.#queues[lane].push({ run, settle, steps: null });
    if (!this.#running) void this.#work();
  }

  async #work(): Promise<void> {
    this.#running = true;
    const { own, long, sync } = this.#queues;
    for (;;) {
      const queue = [own, long, sync].find((jobs) => jobs.length > 0);
      if (queue === undefined) break;
      if (this.#step(queue[0]!)) queue.shift();
      // What has arrived meanwhile takes its place in the queues.
      await pause();
    }
    this.#running = false;
  }

  /** @returns true when the job is done */
  #step(job: Job): boolean {
    try {
      let value: unknown;
      if (job.steps === null) {
        value = job.run();
        if (isSteps(value)) job.steps = value;
      }
      if (job.steps !== null) {
        const step = job.steps.next();
        if (step.done !== true) {
          this.#afterStep();
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
