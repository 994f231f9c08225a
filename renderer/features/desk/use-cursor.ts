/** The row where one is: by its case, so that it stays the same case when the list changes beneath it. */
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../app/bridge.ts';
import { changeViewPlace, type ViewKey, type ViewPlace } from './desk-place.ts';
import type { OpenedList } from './use-desk-list.ts';

export interface Cursor {
  readonly index: number;
  readonly moveTo: (index: number) => void;
}

export function useCursor(view: ViewKey, place: ViewPlace, opened: OpenedList | null): Cursor {
  const [index, setIndex] = useState(place.index);

  // Another list, or the same one renewed: find the case again.
  useEffect(() => {
    if (!opened) return undefined;
    let superseded = false;
    const { caseId, index: before } = place;
    const last = Math.max(0, opened.slices.total - 1);
    if (caseId === null || opened.slices.rowAt(before)?.caseId === caseId) {
      setIndex(Math.min(before, last));
      return undefined;
    }
    void call('desk.indexOf', { list: opened.list, caseId }).then((answer) => {
      if (!superseded) setIndex(Math.min((answer.ok ? answer.value : null) ?? before, last));
    });
    return () => {
      superseded = true;
    };
    // The place is read once for each list: moving the cursor must not look for it again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [opened]);

  const moveTo = useCallback(
    (next: number) => {
      setIndex(next);
      changeViewPlace(view, { index: next, caseId: opened?.slices.rowAt(next)?.caseId ?? null });
    },
    [view, opened],
  );

  return { index, moveTo };
}
