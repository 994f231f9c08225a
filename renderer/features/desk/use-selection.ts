import { useCallback, useEffect, useMemo, useState } from 'react';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { call } from '../../app/bridge.ts';
import { useLayer } from '../../app/layers.tsx';
import type { ViewKey } from './desk-place.ts';
import type { OpenedList } from './use-desk-list.ts';

export interface Selection {
  readonly size: number;
  /** Selected cases; the row is null of one that never came into view. */
  readonly rows: ReadonlyMap<string, DeskRow | null>;
  readonly toggle: (index: number) => void;
  /** Selects every row from one index to another, both included. */
  readonly extend: (from: number, to: number) => void;
  /** Every case of the list, up to ten thousand. */
  readonly all: () => void;
  readonly clear: () => void;
}

type Rows = ReadonlyMap<string, DeskRow | null>;
const none: Rows = new Map();
/** As many ids as one question brings. */
const MOST = 10_000;

/** The selected rows of a view; another view begins with none, and `Esc` lets them go. */
export function useSelection(key: ViewKey, opened: OpenedList | null): Selection {
  const [rows, setRows] = useState(none);
  useEffect(() => setRows(none), [key]);
  // What was selected changes under the selection: the next act looks at the rows as they are now.
  useEffect(() => {
    setRows((before) => {
      if (!opened || before.size === 0) return before;
      const next = new Map(before);
      for (const row of opened.slices.rows()) if (next.has(row.caseId)) next.set(row.caseId, row);
      return next;
    });
  }, [opened]);
  const clear = useCallback(() => setRows(none), []);
  useLayer(rows.size > 0, clear, false);

  return useMemo(() => {
    const add = (ids: readonly (readonly [string, DeskRow | null])[]) =>
      setRows((before) => new Map([...before, ...ids]));
    const select = (from: number, to: number) => {
      if (!opened) return;
      const here = Array.from({ length: to - from }, (_, n) => opened.slices.rowAt(from + n));
      if (here.every((row) => row !== undefined)) add(here.map((row) => [row.caseId, row]));
      else
        void call('desk.ids', { list: opened.list, from, to }).then((answer) => {
          if (answer.ok) add(answer.value.map((caseId, n) => [caseId, opened.slices.rowAt(from + n) ?? null]));
        });
    };
    return {
      size: rows.size,
      rows,
      clear,
      toggle: (index) => {
        const row = opened?.slices.rowAt(index);
        if (!row) return;
        const next = new Map(rows);
        if (!next.delete(row.caseId)) next.set(row.caseId, row);
        setRows(next);
      },
      extend: (from, to) => select(Math.min(from, to), Math.max(from, to) + 1),
      all: () => select(0, Math.min(MOST, opened?.slices.total ?? 0)),
    };
  }, [rows, opened, clear]);
}
