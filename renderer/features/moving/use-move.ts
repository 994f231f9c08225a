import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { Moving, MoveCommand } from '../../../shared/bridge/moving.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { announce } from '../../ui/index.ts';

export interface FormProps {
  readonly caseId: string;
  readonly reference: string;
  readonly moving: Moving;
  readonly onMoved: () => void;
}

/** Signs a move once, and says what became of it. */
export function useMove(onMoved: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const move = async (command: MoveCommand, told: string) => {
    setBusy(true);
    setError(null);
    const answer = await call('moving.move', command);
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    announce(told);
    askAgain('moving.read', 'case.read', 'readers.read');
    onMoved();
  };
  return { busy, error, move };
}
