/** The list of what is due, in slices as they come into view; read anew whenever something changed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { DueRow } from '../../../shared/bridge/dues.ts';
import type { DueKind } from '../../../shared/domain/dues.ts';
import { call, onNotice } from '../../app/bridge.ts';
import { Slices } from '../desk/slices.ts';

export interface DuesList {
  /** Null until the first answer; while another query is answered it still shows the one before. */
  readonly slices: Slices<DueRow> | null;
  readonly query: string;
  readonly error: CallError | null;
  readonly show: (from: number, to: number) => void;
  readonly renew: () => void;
}

/** Milliseconds between two renewals by notices: a first sync sends many. */
const renewalPause = 400;
const slice = 100;

export function useDues(scope: 'mine' | 'all', kinds: readonly DueKind[], index: number): DuesList {
  const query = JSON.stringify({ scope, kinds });
  const [shown, setShown] = useState<{ query: string; slices: Slices<DueRow> } | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [renewal, setRenewal] = useState(0);
  const [, setArrived] = useState(0);
  const view = useRef({ from: index, to: index + 1 });
  const current = useRef(shown);
  const asked = useRef(new Set<string>());
  const renew = useCallback(() => setRenewal((n) => n + 1), []);

  useEffect(() => {
    let superseded = false;
    const wanted = JSON.parse(query) as { scope: 'mine' | 'all'; kinds: DueKind[] };
    const begin = Math.floor(view.current.from / slice) * slice;
    void call('dues.read', { ...wanted, from: begin, to: begin + 2 * slice }).then((answer) => {
      if (superseded) return;
      if (!answer.ok) return setError(answer.error);
      const slices = new Slices<DueRow>(answer.value.total, slice);
      slices.put(begin, answer.value.rows);
      asked.current.clear();
      current.current = { query, slices };
      setError(null);
      setShown(current.current);
    });
    return () => {
      superseded = true;
    };
  }, [query, renewal]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        renew();
      }, renewalPause);
    };
    const stops = [onNotice('desk', soon), onNotice('cases', soon)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [renew]);

  const show = useCallback((from: number, to: number) => {
    view.current = { from, to };
    const list = current.current;
    if (list === null) return;
    for (const gap of list.slices.missing(from, to)) {
      const name = `${list.query} ${gap.from}`;
      if (asked.current.has(name)) continue;
      asked.current.add(name);
      const wanted = JSON.parse(list.query) as { scope: 'mine' | 'all'; kinds: DueKind[] };
      void call('dues.read', { ...wanted, ...gap }).then((answer) => {
        asked.current.delete(name);
        if (!answer.ok) return setError(answer.error);
        list.slices.put(gap.from, answer.value.rows);
        if (current.current === list) setArrived((n) => n + 1);
      });
    }
  }, []);

  return { slices: shown?.slices ?? null, query: shown?.query ?? '', error, show, renew };
}
