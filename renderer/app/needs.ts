/** Tells the system, in fixed words without anything of a case, when something comes to wait for this person. */
import { useEffect, useRef } from 'react';
import { useMinute } from '../ui/index.ts';
import { bridge } from './bridge.ts';
import { askAgain, useCall } from './calls.ts';

/** Whether anything waits that did not before. What was there when the vault was opened is in front of the person. */
export const hasNews = (before: ReadonlySet<string> | null, now: readonly string[]): boolean =>
  before !== null && now.some((key) => !before.has(key));

/** Stands once in the frame. Main shows it only to somebody who is not looking at the window. */
export function useTellNeeds(enabled: boolean): void {
  const minute = useMinute();
  const { value } = useCall('dues.needs', {}, { enabled });
  const told = useRef<ReadonlySet<string> | null>(null);
  // Time alone makes something due: nothing in the vault changes then.
  useEffect(() => askAgain('dues.needs'), [minute]);
  useEffect(() => {
    if (value === undefined) return;
    if (hasNews(told.current, value)) void bridge()?.shell.attention.needed();
    told.current = new Set(value);
  }, [value]);
}
