import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditFilter, AuditLine } from '../../../shared/bridge/audit.ts';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call, onNotice } from '../../app/bridge.ts';
import { Slices } from '../desk/slices.ts';

export interface OpenedAudit {
  readonly list: string;
  readonly slices: Slices<AuditLine>;
  /** Events whose entries are still being written. */
  readonly behind: number;
  readonly reach: 'all' | 'units';
}

const SLICE = 100;
/** How often the list is opened anew while entries are being written, ms. */
const AGAIN_MS = 1000;

/** The entries of a filter: the list in the vault, and here the slices that are in view. */
export function useAuditList(filter: AuditFilter, enabled: boolean) {
  const question = JSON.stringify(filter);
  const [opened, setOpened] = useState<OpenedAudit | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [renewal, setRenewal] = useState(0);
  const [, setArrived] = useState(0);
  const asked = useRef(new Set<string>());
  const renew = useCallback(() => setRenewal((n) => n + 1), []);

  useEffect(() => {
    if (!enabled) return undefined;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void call('audit.open', JSON.parse(question) as AuditFilter).then((answer) => {
      if (over) return;
      if (!answer.ok) return setError(answer.error);
      const { list, total, behind, reach } = answer.value;
      asked.current.clear();
      setError(null);
      setOpened({ list, slices: new Slices<AuditLine>(total, SLICE), behind, reach });
      if (behind > 0) timer = setTimeout(renew, AGAIN_MS);
    });
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [question, enabled, renewal, renew]);

  // Whoever came before their keys was refused: the officers' word comes by sync, and with it the answer.
  useEffect(() => (error === null ? undefined : onNotice('session', renew)), [error, renew]);

  const show = useCallback(
    (from: number, to: number) => {
      if (opened === null) return;
      for (const gap of opened.slices.missing(from - SLICE, to + SLICE)) {
        const key = `${opened.list} ${gap.from}`;
        if (asked.current.has(key)) continue;
        asked.current.add(key);
        void call('audit.slice', { list: opened.list, ...gap }).then((answer) => {
          asked.current.delete(key);
          if (!answer.ok) return answer.error.code === 'list_gone' ? renew() : setError(answer.error);
          opened.slices.put(gap.from, answer.value);
          setArrived((n) => n + 1);
        });
      }
    },
    [opened, renew],
  );
  return { opened, error, renew, show };
}
