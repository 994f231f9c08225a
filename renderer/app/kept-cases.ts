/** Cases in which work that came too late waits for this person, and the way to the next of them. */
import { useCallback } from 'react';
import { create } from 'zustand';
import type { KeptCase } from '../../shared/bridge/kept-work.ts';
import { useCall } from './calls.ts';
import { usePlace } from './place.ts';

/** The case whose late work is to have the focus as soon as it is on the screen. */
export const useKeptAsked = create<{ readonly caseId: string | null }>(() => ({ caseId: null }));

/** The one after the case that is open, round and round; the first from anywhere else. */
export function nextKept(cases: readonly KeptCase[], open: string | null): KeptCase | undefined {
  return cases[(cases.findIndex(({ caseId }) => caseId === open) + 1) % cases.length];
}

export function useKeptCases(enabled = true) {
  const cases = useCall('kept.list', {}, { enabled }).value ?? [];
  const go = usePlace((place) => place.go);
  const open = useCallback(
    (caseId: string) => {
      useKeptAsked.setState({ caseId });
      go({ screen: 'case', caseId });
    },
    [go],
  );
  const openNext = () => {
    const { route } = usePlace.getState();
    const next = nextKept(cases, route.screen === 'case' ? route.caseId : null);
    if (next !== undefined) open(next.caseId);
  };
  return { cases, entries: cases.reduce((sum, { entries }) => sum + entries, 0), open, openNext };
}
