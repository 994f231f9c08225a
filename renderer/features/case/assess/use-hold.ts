/** A signed decision or pack that is still held: seconds left, and the two ways out of the hold. */
import { useEffect, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';

export interface Hold {
  /** Whole seconds left, at least 0. */
  readonly left: number;
  readonly release: () => Promise<void>;
  readonly takeBack: () => Promise<void>;
  readonly error: CallError | null;
}

/** Null while nothing is held. `part` names the draft that is held. */
export function useHold(caseId: string, part: string, heldUntil: string | null): Hold | null {
  const [now, setNow] = useState(() => Date.now());
  const [error, setError] = useState<CallError | null>(null);
  useEffect(() => {
    if (heldUntil === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [heldUntil]);
  if (heldUntil === null) return null;
  const end = Date.parse(heldUntil);
  const finish = async (name: 'case.release' | 'case.takeBack') => {
    const answer = await call(name, { caseId, part });
    // What is no longer held has been signed, or taken back elsewhere: reading the case again shows which.
    const over = answer.ok || answer.error.code === 'not_held';
    setError(over ? null : answer.error);
    if (over) askAgain('case.read');
  };
  return {
    left: Math.max(0, Math.ceil((end - now) / 1000)),
    error,
    release: () => finish('case.release'),
    takeBack: () => finish('case.takeBack'),
  };
}
