/** Sees to absences whose time has come or is over, as long as the vault is open: nobody has to remember them. */
import { useEffect, useRef } from 'react';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { useMinute } from '../../ui/index.ts';
import { shareDrafts } from './share-drafts.ts';

async function seeTo(): Promise<void> {
  const due = await call('absence.due', {});
  if (!due.ok) return;
  const { begin, end, share } = due.value;
  // Drafts first: once a cover has ended they can no longer go along.
  for (const other of share) await shareDrafts(other);
  for (const { user } of begin) await call('absence.give', { user });
  // What was typed goes along as soon as the case has gone.
  if (begin.length > 0) {
    const then = await call('absence.due', {});
    if (then.ok) for (const other of then.value.share) await shareDrafts(other);
  }
  for (const absence of end) await call('absence.back', absence);
  if (begin.length + end.length > 0)
    askAgain('absence.read', 'supervision.unheld', 'supervision.counts', 'desk.counts');
}

/** Stands once in the frame; each minute, one at a time. */
export function useAbsencesDue(enabled: boolean): void {
  const minute = useMinute();
  const busy = useRef(false);
  useEffect(() => {
    if (!enabled || busy.current) return;
    busy.current = true;
    void seeTo().finally(() => {
      busy.current = false;
    });
  }, [enabled, minute]);
}
