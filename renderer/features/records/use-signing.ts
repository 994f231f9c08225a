import { useState } from 'react';
import type { CallAnswer, CallError } from '../../../shared/bridge/call.ts';
import type { CaseRecords } from '../../../shared/bridge/records.ts';
import { askAgain } from '../../app/calls.ts';
import { announce } from '../../ui/index.ts';

export interface FormProps {
  readonly records: CaseRecords;
  readonly onDone: () => void;
}

/** Signs once, and says what became of it; what was refused stays in the form with the reason. */
export function useSigning(onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const sign = async (work: () => Promise<CallAnswer>, told: string) => {
    setBusy(true);
    setError(null);
    const answer = await work();
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    announce(told);
    askAgain('records.list', 'records.read', 'case.read');
    onDone();
  };
  return { busy, error, sign };
}
