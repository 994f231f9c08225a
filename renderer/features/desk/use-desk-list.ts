/** One opened list of the Desk: its first rows at once, the rest in slices as they come into view. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallInput } from '../../../shared/bridge/contract.ts';
import type { DeskRow, GroupStart } from '../../../shared/bridge/desk.ts';
import { call, onNotice } from '../../app/bridge.ts';
import { onceQuiet } from '../../app/quiet.ts';
import { Slices } from './slices.ts';

export interface OpenedList {
  /** The query it answers, as text. */
  readonly query: string;
  readonly list: string;
  /** Whether its rows carry excerpts. */
  readonly searched: boolean;
  /** Whether the list is known to its end; until then it holds no fewer than are shown. */
  readonly counted: boolean;
  readonly slices: Slices<DeskRow>;
  /** Where the groups of the day begin, as far as they are known. */
  readonly groups: readonly GroupStart[];
  readonly groupsKnown: boolean;
  readonly completeAsOf: string | null;
}

export interface DeskList {
  /** The last list; while another query is being answered it still shows the one before. */
  readonly opened: OpenedList | null;
  readonly error: CallError | null;
  /** Another query than the one shown is being answered. */
  readonly busy: boolean;
  /** Tells which rows are in view, so that they are there. */
  readonly show: (from: number, to: number) => void;
  readonly renew: () => void;
  /** Another number once rows have arrived in the slices of the list that is shown. */
  readonly arrived: number;
}

/** Milliseconds between two renewals by notices: a first sync sends many, and each is drawn. */
const renewalPause = 1000;
/** Milliseconds after the rows until the whole list is counted. */
const countAfter = 100;
/** Rows in a slice: as many as come with an opened list. */
const SLICE = 60;
/** Rows beyond those in view that are asked for while somebody scrolls. */
const AHEAD = 2 * SLICE;

const unchanged = (before: DeskRow | undefined, row: DeskRow): DeskRow =>
  before?.caseId === row.caseId && JSON.stringify(before) === JSON.stringify(row) ? before : row;

export function useDeskList(input: CallInput<'desk.open'>, enabled: boolean): DeskList {
  const query = JSON.stringify(input);
  const [opened, setOpened] = useState<OpenedList | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [arrived, setArrived] = useState(0);
  const [renewal, setRenewal] = useState(0);
  const view = useRef({ from: 0, to: 60 });
  const current = useRef(opened);
  const inFlight = useRef(new Set<string>());

  const renew = useCallback(() => setRenewal((n) => n + 1), []);

  useEffect(() => {
    if (!enabled) return undefined;
    let superseded = false;
    const open = async () => {
      const asked = JSON.parse(query) as CallInput<'desk.open'>;
      const answer = await call('desk.open', asked);
      if (superseded) return;
      if (!answer.ok) {
        // A newer question has taken its place, and brings the answer.
        if (answer.error.code !== 'superseded') setError(answer.error);
        return;
      }
      const { list, total, counted, groups, rows, completeAsOf } = answer.value;
      const slices = new Slices<DeskRow>(total, SLICE);
      // A row that says what it said before stays the same one, and is not drawn again.
      const before = current.current?.slices;
      slices.put(
        0,
        rows.map((row, index) => unchanged(before?.rowAt(index), row)),
      );
      if (current.current?.query === query) {
        // The same list again: what is in view is fetched first, so that nothing flickers.
        const { from, to } = view.current;
        for (const gap of slices.missing(from, to)) {
          const slice = await call('desk.slice', { list, ...gap });
          if (superseded) return;
          if (slice.ok) slices.put(gap.from, slice.value);
        }
      }
      setError(null);
      const searched = (asked.search ?? '').trim() !== '';
      const groupsKnown = groups.length === 0 || total <= rows.length;
      const shown = { query, list, searched, counted, slices, groups, groupsKnown, completeAsOf };
      current.current = shown;
      setOpened(shown);
      if (shown.groupsKnown && counted) return;
      // The rows first: to count goes through the whole list, beside the drawing of what a person waits for.
      await new Promise((resolve) => setTimeout(resolve, countAfter));
      if (superseded) return;
      const whole = await call('desk.total', { list });
      if (superseded || !whole.ok || current.current !== shown) return;
      const { total: known, groups: all } = whole.value;
      current.current = { ...shown, counted: true, slices: slices.grown(known), groups: all, groupsKnown: true };
      setOpened(current.current);
    };
    void open();
    return () => {
      superseded = true;
    };
  }, [query, renewal, enabled]);

  useEffect(() => {
    let callOff: (() => void) | undefined;
    const soon = () => {
      callOff ??= onceQuiet(() => {
        callOff = undefined;
        renew();
      }, renewalPause);
    };
    const stops = [onNotice('desk', soon), onNotice('cases', soon)];
    return () => {
      callOff?.();
      for (const stop of stops) stop();
    };
  }, [renew]);

  const show = useCallback(
    (from: number, to: number) => {
      const before = view.current;
      view.current = { from, to };
      const shown = current.current;
      if (!shown) return;
      // Whoever scrolls is going on: what comes next is asked for before it is in view.
      const down = from > before.from && to > before.to ? AHEAD : 0;
      const up = from < before.from && to < before.to ? AHEAD : 0;
      for (const gap of shown.slices.missing(Math.max(0, from - up), to + down)) {
        const asked = `${shown.list} ${gap.from}`;
        if (inFlight.current.has(asked)) continue;
        inFlight.current.add(asked);
        void call('desk.slice', { list: shown.list, ...gap }).then((slice) => {
          inFlight.current.delete(asked);
          if (slice.ok) {
            shown.slices.put(gap.from, slice.value);
            if (current.current === shown) setArrived((n) => n + 1);
          } else if (slice.error.code === 'list_gone') renew();
          else if (slice.error.code !== 'superseded') setError(slice.error);
        });
      }
    },
    [renew],
  );

  return { arrived, opened, error, busy: opened?.query !== query && error?.code !== 'search_unreadable', show, renew };
}
