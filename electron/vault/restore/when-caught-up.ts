import { join } from 'node:path';
import type { Thread } from '../threads/call-operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import { dropSource, SOURCE } from './staging.ts';

/** Between two tries while something waits for a key, ms. */
const APART_MS = 1000;

interface Parts {
  readonly profile: string;
  readonly writer: Thread<WriterOperations>;
  readonly reader: Thread<ReaderOperations>;
  readonly clock: () => number;
  /** Whether everything that the hub has is here. */
  readonly caughtUp: () => Promise<boolean>;
  readonly openJournal: () => Promise<void>;
  /** The state of the restore has changed. */
  readonly onChange: () => void;
}

/**
 * What a restore has still to bring is carried over once the vault has caught up, and again after later rounds while a
 * key is still to come.
 * @returns to be called whenever sync has got further
 */
export async function carryWhenCaughtUp(parts: Parts): Promise<() => void> {
  const { profile, writer, reader, clock } = parts;
  const { phase } = await reader.call('restore.state', undefined);
  let pending = phase === 'catching_up' || phase === 'keys';
  if (!pending) dropSource(profile);
  let running = false;
  let last = Number.NEGATIVE_INFINITY;

  const carry = async () => {
    if (!(await parts.caughtUp())) return;
    last = clock();
    await parts.openJournal();
    const restored = await writer.call('restore.carry', join(profile, SOURCE));
    pending = restored !== null && !restored.done;
    if (!pending) dropSource(profile);
    parts.onChange();
  };
  let asked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    if (!pending) return;
    // Nothing may ever change again after this: what is asked for too early, or meanwhile, is done then.
    if (running) return void (asked = true);
    const early = Math.min(last + APART_MS - clock(), APART_MS);
    if (early > 0) {
      timer ??= setTimeout(() => {
        timer = undefined;
        look();
      }, early);
      timer.unref();
      return;
    }
    running = true;
    carry()
      // The vault is being locked, or the disk is full: the next unlock or round goes on.
      .catch(() => undefined)
      .finally(() => {
        running = false;
        if (!asked) return;
        asked = false;
        look();
      });
  };
  return look;
}
