/** What was copied here leaves the clipboard again: after a while, on locking and on leaving, if it is still ours. */
import { createHash } from 'node:crypto';
import { markedCopy } from '../../shared/bridge/shell.ts';
import type { Board } from './boards.ts';
import { realTimer, type Timer } from './locking.ts';

export interface Copies {
  /** Puts text on the clipboard beneath its marking and reference. */
  copy(text: string, reference: string | null): Promise<void>;
  /** Our window came to the front: what is selected by now was selected elsewhere. */
  focused(): Promise<void>;
  /** Our window went back: what was selected since it came is ours. */
  blurred(): Promise<void>;
  /** Takes back what is still ours; for locking and leaving. */
  clear(): Promise<void>;
}

/** Main keeps no words of a case, only what tells them apart. */
const fingerprint = (text: string) => createHash('sha256').update(text).digest('base64');
const held = async (board: Board) => fingerprint(await board.readText());

/**
 * @param copied the clipboard
 * @param selected X11's second one, which holds whatever is selected; undefined where there is none
 * @param seconds that a copy stays
 */
export function keepCopies(
  { copied, selected }: { copied: Board; selected: Board | undefined },
  seconds: number,
  timer: Timer = realTimer,
): Copies {
  let ours: string | undefined;
  let running: unknown;
  let front = false;
  let selectedElsewhere: string | undefined;
  let selectedHere: string | undefined;

  async function clearCopy(): Promise<void> {
    if (running !== undefined) timer.clear(running);
    running = undefined;
    const was = ours;
    ours = undefined;
    if (was !== undefined && (await held(copied)) === was) await copied.clear();
  }

  async function clearSelection(): Promise<void> {
    if (!selected) return;
    const now = await held(selected);
    if (front ? now !== selectedElsewhere : now === selectedHere) await selected.clear();
    selectedElsewhere = await held(selected);
    selectedHere = undefined;
  }

  return {
    async copy(text, reference) {
      const marked = markedCopy(text, reference);
      ours = fingerprint(marked);
      if (running !== undefined) timer.clear(running);
      running = timer.set(() => void clearCopy(), seconds * 1000);
      await copied.writeText(marked);
    },
    async focused() {
      front = true;
      if (selected) selectedElsewhere = await held(selected);
    },
    async blurred() {
      if (!front) return;
      front = false;
      if (!selected) return;
      const now = await held(selected);
      if (now !== selectedElsewhere) selectedHere = now;
    },
    async clear() {
      await clearCopy();
      await clearSelection();
    },
  };
}
