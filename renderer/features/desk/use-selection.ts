import { useEffect, useMemo, useState } from 'react';
import type { DeskRow, View } from '../../../shared/bridge/desk.ts';
import type { OpenedList } from './use-desk-list.ts';

export interface Selection {
  readonly size: number;
  readonly ids: ReadonlySet<string>;
  readonly rows: ReadonlyMap<string, DeskRow>;
  readonly toggle: (index: number) => void;
  /** Selects every row from one index to another, both included. */
  readonly extend: (from: number, to: number) => void;
  readonly clear: () => void;
}

const none: ReadonlyMap<string, DeskRow> = new Map();

/** The selected rows of a view; another view begins with none. */
export function useSelection(view: View, opened: OpenedList | null): Selection {
  const [rows, setRows] = useState(none);
  useEffect(() => setRows(none), [view]);
  const ids = useMemo(() => new Set(rows.keys()), [rows]);
  return {
    size: rows.size,
    ids,
    rows,
    clear: () => setRows(none),
    toggle: (index) => {
      const row = opened?.slices.rowAt(index);
      if (!row) return;
      const next = new Map(rows);
      if (!next.delete(row.caseId)) next.set(row.caseId, row);
      setRows(next);
    },
    extend: (from, to) => {
      const next = new Map(rows);
      for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
        const row = opened?.slices.rowAt(index);
        if (row) next.set(row.caseId, row);
      }
      setRows(next);
    },
  };
}
