import { createReadStream, statSync } from 'node:fs';
import type { BundleOutcome, BundleWritten } from '../../../shared/bridge/bundles.ts';
import { bundleLimits } from '../../../shared/protocol/bundle/format.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import type { Attachments } from '../attachments/attachments.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { Tell } from '../session/notices.ts';
import type { SyncEngine } from '../sync/engine.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { diskFailure } from '../threads/failure-code.ts';
import { outgoingBundle } from './outgoing.ts';
import { readInto } from './read-into.ts';
import { writeWhole } from './write-file.ts';

/** Chunks asked for at once: 2 GiB, more than a stick brings in a morning. */
const MOST_WANTED = 2000;
const TELL_MS = 100;

export interface BundlesParts {
  readonly store: SyncStore;
  readonly engine: Pick<SyncEngine, 'between'>;
  readonly attachments: () => Pick<Attachments, 'wanted' | 'take' | 'lookAround'>;
  readonly allowed: boolean;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly random: Random;
  readonly tell: Tell;
}

/** Sync by hand: one file out, one file in, one at a time. */
export class Bundles {
  readonly #parts: BundlesParts;
  readonly allowed: boolean;
  #busy = false;
  #cancelled = false;

  constructor(parts: BundlesParts) {
    this.#parts = parts;
    this.allowed = parts.allowed;
  }

  async #alone<T>(work: () => Promise<Done<T>>): Promise<Done<T>> {
    if (!this.allowed) return failed('bundles_not_allowed');
    if (this.#busy) return failed('bundle_busy');
    this.#busy = true;
    this.#cancelled = false;
    try {
      return await work();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      return failed(diskFailure(error) ?? (code?.startsWith('E') === true ? 'bundle_unwritten' : 'internal'));
    } finally {
      this.#busy = false;
    }
  }

  /** Ends what is under way. What was taken in stays: the same bundle goes on from there. Nothing half written stays. */
  cancel(): void {
    this.#cancelled = true;
  }

  write(file: string): Promise<Done<BundleWritten>> {
    const { store, clock, random, attachments } = this.#parts;
    return this.#alone(async () => {
      const wants = await attachments().wanted(MOST_WANTED);
      const { sealed, counts } = await outgoingBundle(store, { clock, random }, wants);
      const bytes = await writeWhole(file, sealed, () => this.#cancelled);
      return bytes === null ? failed('bundle_not_written') : done({ ...counts, bytes });
    });
  }

  read(file: string): Promise<Done<BundleOutcome>> {
    const { store, engine, attachments, clock } = this.#parts;
    return this.#alone(async () => {
      const flaw = fileFlaw(file);
      if (flaw !== null) return failed(flaw);
      const size = statSync(file).size;
      const told = this.#told(size);
      const outcome = await readInto(engine, {
        identity: await store.identity(),
        source: () => createReadStream(file),
        now: clock(),
        cancelled: () => this.#cancelled,
        onProgress: told,
        keepChunk: (compartment, sha256, sealed) => attachments().take(compartment, sha256, sealed),
      });
      if (!outcome.ok) return failed(outcome.code);
      attachments().lookAround();
      const { events, accepted, refused, chunks, gaps, toReadAgain, older, frozen } = outcome.taken;
      return done({
        events,
        accepted,
        refused: refused.map(({ code = '', reason }) => reason ?? code),
        chunks,
        gaps: gaps.slice(0, 100),
        toReadAgain,
        older,
        contradicted: frozen.length > 0,
      });
    });
  }

  /** Tells the page how far it is, ten times a second at the most. */
  #told(size: number): (step: 'checking' | 'taking', bytes: number, total: number | null) => void {
    let last = Number.NEGATIVE_INFINITY;
    return (step, bytes, total) => {
      if (performance.now() - last < TELL_MS) return;
      last = performance.now();
      const all = total ?? size;
      this.#parts.tell('progress', { work: 'bundle', step, done: Math.min(bytes, all), total: all });
    };
  }
}

/** Looked at before a byte of it is read. @returns a code, or null */
export function fileFlaw(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) return 'bundle_unknown';
  return found.size > bundleLimits.file ? 'bundle_too_large' : null;
}
