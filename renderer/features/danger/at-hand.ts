/** The case that a key means when it acts from anywhere: the one that is open, or the one under the cursor. */
import { useEffect, useRef } from 'react';
import type { TextTarget } from '../../../shared/domain/annotation.ts';

interface AtHand {
  readonly caseId: string;
  readonly passage: () => TextTarget | null;
}

const declared: AtHand[] = [];
const nothing = () => null;

/**
 * Declares a case to be at hand while the component is there; the one declared last is meant. `passage` answers the
 * sentence under the cursor, or the selection; null where no text is shown.
 */
export function useAtHand(caseId: string | null | undefined, passage: () => TextTarget | null = nothing): void {
  const latest = useRef(passage);
  useEffect(() => {
    latest.current = passage;
  });
  useEffect(() => {
    if (caseId === null || caseId === undefined) return undefined;
    const entry: AtHand = { caseId, passage: () => latest.current() };
    declared.push(entry);
    return () => void declared.splice(declared.indexOf(entry), 1);
  }, [caseId]);
}

/** The case at hand with its passage: that of the last one declared for the same case which has one. */
export function atHand(): { readonly caseId: string; readonly passage: TextTarget | null } | null {
  const last = declared.at(-1);
  if (last === undefined) return null;
  const passages = declared.filter(({ caseId }) => caseId === last.caseId).map(({ passage }) => passage());
  return { caseId: last.caseId, passage: passages.findLast((passage) => passage !== null) ?? null };
}
