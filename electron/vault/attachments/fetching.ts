import { randomBytes } from 'node:crypto';
import type { AttachmentState } from '../../../shared/bridge/attachment.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import type { Done } from '../calls/failure.ts';
import { backoffMs } from '../sync/backoff.ts';
import type { HubClient } from '../sync/hub-client.ts';
import type { Timers } from '../sync/napping.ts';
import { reactionTo } from '../sync/reactions.ts';
import type { Thread } from '../threads/call-operations.ts';
import { ThreadFailure } from '../threads/operations.ts';
import type { AttachmentOperations } from '../threads/attachment-operations.ts';
import type { FileName } from './files.ts';
import type { Fetchable } from './promised.ts';

export interface FetchingParts {
  readonly thread: Thread<AttachmentOperations>;
  /** What the vault knows of the file; asked again for every try, since access may have ended. */
  readonly lookUp: (name: FileName) => Promise<Done<Fetchable>>;
  readonly hub: () => Promise<Pick<HubClient, 'blob' | 'close'>>;
  /** False while the person works offline by choice. */
  readonly mayCall: () => boolean;
  /** A file of this case has come further. */
  readonly moved: (caseId: string) => void;
  /** Instead of the clock's own, for a simulation. */
  readonly timers?: Timers;
  /** Instead of the system's, for a simulation. */
  readonly random?: Random;
}

/** They keep no process alive. */
export const lightTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

interface Job extends FileName {
  /** A person waits for it: it goes before what is fetched ahead. */
  asked: boolean;
  phase: 'waiting' | 'fetching' | 'stuck';
  cancelled: boolean;
}

type End =
  'whole' | 'later' | { readonly stuck: string; readonly notBeforeMs?: number | null } | { readonly refused: string };

const keyOf = ({ caseId, attachment }: FileName) => `${caseId} ${attachment}`;
/** Problems of the hub that pass by themselves. */
const passing = new Set(['unavailable', 'rate_limited', 'clock_skew', 'auth_required']);

/** Fetches files chunk by chunk, one file at a time; what a person asked for goes first. Never throws. */
export class Fetching {
  readonly #parts: FetchingParts;
  readonly #jobs = new Map<string, Job>();
  readonly #problems = new Map<string, string>();
  #hub: Promise<Pick<HubClient, 'blob' | 'close'>> | null = null;
  #working = false;
  #ended = false;
  #failures = 0;
  /** What had come of a chunk when the line was cut; the next try goes on behind it. */
  #begun: { readonly promised: string; readonly bytes: Buffer } | null = null;
  #again: (() => void) | null = null;
  /** The next try is when the hub wished it, and no earlier. */
  #wished = false;

  constructor(parts: FetchingParts) {
    this.#parts = parts;
  }

  /** Fetches a file now. The caller has checked that this person may see it. */
  ask(name: FileName): void {
    this.#problems.delete(keyOf(name));
    this.#take(name, true);
  }

  /** Fetches these in the background, unless something is wrong with them. */
  ahead(names: readonly FileName[]): void {
    for (const name of names) if (!this.#problems.has(keyOf(name))) this.#take(name, false);
  }

  #take({ caseId, attachment }: FileName, asked: boolean): void {
    const key = keyOf({ caseId, attachment });
    const job = this.#jobs.get(key) ?? { caseId, attachment, asked, phase: 'waiting', cancelled: false };
    job.asked ||= asked;
    job.cancelled = false;
    if (asked && job.phase === 'stuck') job.phase = 'waiting';
    this.#jobs.set(key, job);
    this.#parts.moved(caseId);
    void this.#work();
  }

  /** Stops after the chunk under way; what has come stays. */
  cancel(name: FileName): void {
    const job = this.#jobs.get(keyOf(name));
    if (job === undefined) return;
    job.cancelled = true;
    if (job.phase !== 'fetching') this.#jobs.delete(keyOf(name));
    this.#parts.moved(name.caseId);
  }

  /** The line is back: what was stuck goes on, unless the hub has said when. */
  goOn(): void {
    if (this.#wished) return;
    for (const job of this.#jobs.values()) if (job.phase === 'stuck') job.phase = 'waiting';
    void this.#work();
  }

  /** The chunks that are waited for, at most so many; what a person asked for first. For a bundle, where there is no line. */
  async wanted(most: number): Promise<{ readonly compartment: string; readonly sha256: string }[]> {
    const chunks: { compartment: string; sha256: string }[] = [];
    const jobs = [...this.#jobs.values()].sort((a, b) => Number(b.asked) - Number(a.asked));
    for (const job of jobs) {
      const found = await this.#parts.lookUp(job);
      if (!found.ok) continue;
      const { file } = found.value;
      for (const place of await this.#parts.thread.call('missing', file)) {
        if (chunks.length >= most) return chunks;
        chunks.push({ compartment: file.compartment, sha256: file.chunks[place]! });
      }
    }
    return chunks;
  }

  /** Keeps a chunk that came in a bundle, wherever it is waited for. @returns whether it was */
  async take(compartment: string, sha256: string, sealed: Uint8Array): Promise<boolean> {
    let taken = false;
    for (const job of this.#jobs.values()) {
      const found = await this.#parts.lookUp(job);
      if (!found.ok || found.value.file.compartment !== compartment) continue;
      const { file, keys } = found.value;
      for (const place of await this.#parts.thread.call('missing', file)) {
        if (file.chunks[place] !== sha256) continue;
        const chunk = { caseId: job.caseId, attachment: job.attachment, place, promised: sha256, keys, sealed };
        const kept = await keep(this.#parts.thread, chunk);
        taken ||= kept === 'kept';
      }
      // The loop ends it, and says so: nothing is missing any more.
      if (taken && job.phase === 'stuck') job.phase = 'waiting';
    }
    if (taken) void this.#work();
    return taken;
  }

  /** Access is gone: nothing of these is fetched any more. */
  drop(of: (caseId: string) => boolean): void {
    for (const job of this.#jobs.values()) if (of(job.caseId)) this.cancel(job);
  }

  phaseOf(name: FileName): Pick<AttachmentState, 'problem'> & { state: 'absent' | 'refused' | Job['phase'] } {
    const key = keyOf(name);
    const problem = this.#problems.get(key) ?? null;
    const job = this.#jobs.get(key);
    if (job !== undefined && !job.cancelled)
      return { state: job.phase, problem: job.phase === 'stuck' ? problem : null };
    return { state: problem === null ? 'absent' : 'refused', problem };
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#again?.();
    await (await this.#hub)?.close();
  }

  #next(): Job | undefined {
    const ready = [...this.#jobs.values()].filter((job) => job.phase === 'waiting');
    return ready.find((job) => job.asked) ?? ready[0];
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let job = this.#next(); job !== undefined && !this.#ended; job = this.#next()) {
      job.phase = 'fetching';
      this.#settle(job, await this.#fetch(job).catch((error: unknown) => ({ refused: codeOf(error) })));
    }
    this.#working = false;
  }

  #settle(job: Job, end: End): void {
    const key = keyOf(job);
    job.phase = 'waiting';
    if (end === 'whole' || job.cancelled) this.#jobs.delete(key);
    else if (end !== 'later' && 'stuck' in end) {
      job.phase = 'stuck';
      this.#problems.set(key, end.stuck);
      this.#tryLater(end.notBeforeMs ?? null);
    } else if (end !== 'later') {
      this.#jobs.delete(key);
      this.#problems.set(key, end.refused);
    }
    if (end === 'whole') {
      this.#failures = 0;
      this.#problems.delete(key);
    }
    this.#parts.moved(job.caseId);
  }

  /** @param notBeforeMs the hub's own wish, or null */
  #tryLater(notBeforeMs: number | null): void {
    if (this.#ended || (this.#again !== null && notBeforeMs === null)) return;
    this.#again?.();
    this.#failures += 1;
    this.#wished = notBeforeMs !== null;
    const { timers = lightTimers, random = randomBytes } = this.#parts;
    this.#again = timers.after(backoffMs(this.#failures, notBeforeMs, random), () => {
      this.#again = null;
      this.#wished = false;
      this.goOn();
    });
  }

  async #fetch(job: Job): Promise<End> {
    const { thread, lookUp, moved, mayCall } = this.#parts;
    const found = await lookUp(job);
    if (!found.ok) return { refused: found.error.code };
    const { file, keys } = found.value;
    for (const place of await thread.call('missing', file)) {
      if (job.cancelled || this.#ended) return 'later';
      if (!mayCall()) return { stuck: 'offline_by_choice' };
      // What a person asked for does not wait for what is fetched ahead.
      if (!job.asked && [...this.#jobs.values()].some((other) => other.asked && other.phase === 'waiting'))
        return 'later';
      const chunk = { caseId: job.caseId, attachment: job.attachment, place, promised: file.chunks[place]!, keys };
      const end = await this.#fetchChunk(file.compartment, chunk);
      if (end !== null) return end;
      moved(job.caseId);
    }
    const whole = await thread.call('finish', file);
    return whole === 'whole' ? 'whole' : { refused: whole === 'gone' ? 'attachment_unknown' : whole };
  }

  /** Null once the chunk is kept. What is missing, or not what was promised, is fetched once more. */
  async #fetchChunk(
    compartment: string,
    chunk: Omit<Parameters<typeof keep>[1], 'sealed'>,
    again = true,
  ): Promise<End | null> {
    this.#hub ??= this.#parts.hub();
    const before = this.#begun?.promised === chunk.promised ? this.#begun.bytes : Buffer.alloc(0);
    const answer = await (await this.#hub).blob(compartment, chunk.promised, before.length);
    this.#begun = null;
    if (!answer.ok) {
      const { failure } = answer;
      if (failure.kind !== 'problem') {
        const received = failure.kind === 'unreachable' ? (failure.received ?? Buffer.alloc(0)) : Buffer.alloc(0);
        if (received.length > 0) this.#failures = 0;
        const bytes = Buffer.concat([before, received]);
        if (bytes.length <= limits.chunkBytes) this.#begun = { promised: chunk.promised, bytes };
        return { stuck: 'unavailable' };
      }
      const { code } = failure.problem;
      if (again && (reactionTo(code) === 'fetch_again' || reactionTo(code) === 'reset_log'))
        return this.#fetchChunk(compartment, chunk, false);
      return passing.has(code) ? { stuck: code, notBeforeMs: failure.retryAfterMs } : { refused: code };
    }
    const sealed = new Uint8Array(Buffer.concat([before, answer.value]));
    const kept = await keep(this.#parts.thread, { ...chunk, sealed });
    if (kept === 'kept') {
      // A line that drops every few seconds brings a file all the same: only tries that bring nothing wait longer.
      this.#failures = 0;
      return null;
    }
    if (kept === 'blob_hash_mismatch' && again) return this.#fetchChunk(compartment, chunk, false);
    return { refused: kept === 'gone' ? 'attachment_unknown' : kept };
  }
}

const keep = (
  thread: Thread<AttachmentOperations>,
  chunk: Parameters<AttachmentOperations['keep']>[1],
): Promise<ReturnType<AttachmentOperations['keep']>> => thread.call('keep', chunk);

const codeOf = (error: unknown) => (error instanceof ThreadFailure ? error.code : 'internal');
