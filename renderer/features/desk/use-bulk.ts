/** What is signed for the selected cases: how far it is, what became of it, and how it is taken back. */
import { useCallback, useRef, useState } from 'react';
import type { BulkAct } from '../../../shared/bridge/bulk.ts';
import { askAgain } from '../../app/calls.ts';
import { announce } from '../../ui/index.ts';
import { signMany, withdrawing } from './bulk.ts';
import { outcomeWords } from './bulk-words.ts';
import type { BulkKind, BulkDone } from './bulk-done.ts';

export interface Bulk {
  /** While it is under way: how many are behind, of how many. */
  readonly running: { readonly behind: number; readonly asked: number } | null;
  readonly done: BulkDone | null;
  readonly sign: (kind: BulkKind, acts: readonly BulkAct[]) => Promise<void>;
  /** Withdraws what was signed last; null where there is nothing to take back. */
  readonly undo: (() => void) | null;
  readonly stop: () => void;
  readonly dismiss: () => void;
}

export function useBulk(onSigned: () => void): Bulk {
  const [running, setRunning] = useState<Bulk['running']>(null);
  const [done, setDone] = useState<BulkDone | null>(null);
  const [undoable, setUndoable] = useState<readonly BulkAct[]>([]);
  const stopped = useRef(false);
  const busy = useRef(false);

  const sign = useCallback(
    async (kind: BulkKind, acts: readonly BulkAct[]) => {
      if (busy.current || acts.length === 0) return;
      busy.current = true;
      stopped.current = false;
      setDone(null);
      const outcome = await signMany(acts, (behind) => {
        setRunning({ behind, asked: acts.length });
        return !stopped.current;
      });
      busy.current = false;
      setRunning(null);
      const whole = { kind, asked: acts.length, outcome };
      setDone(whole);
      // A withdrawal is the end of it: what it could not take back is told.
      setUndoable(kind === 'withdrawal' ? [] : withdrawing(acts, outcome.signed));
      announce(outcomeWords(whole), outcome.refused.length > 0 || outcome.error !== null);
      askAgain('desk.counts');
      onSigned();
    },
    [onSigned],
  );

  return {
    running,
    done,
    sign,
    undo: undoable.length > 0 ? () => void sign('withdrawal', undoable) : null,
    stop: () => {
      stopped.current = true;
    },
    dismiss: () => setDone(null),
  };
}
