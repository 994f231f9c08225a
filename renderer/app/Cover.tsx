import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { countdown } from '../words/time.ts';
import classes from './Cover.module.css';
import { lock } from './lock.ts';

const useCovered = create<{ since: number | null }>(() => ({ since: null }));

/** Seconds under the cover until the workstation locks. */
const locksAfter = 60;

/** Blanks the window at once. */
export const cover = (): void => useCovered.setState({ since: Date.now() });

/** The whole window blank: nothing of the case is in view, and after a minute the workstation locks. */
export function Cover() {
  const since = useCovered((state) => state.since);
  return since === null ? null : <Blank since={since} />;
}

function Blank({ since }: { since: number }) {
  const [left, setLeft] = useState(locksAfter);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    const timer = setInterval(() => {
      const seconds = locksAfter - Math.floor((Date.now() - since) / 1000);
      setLeft(Math.max(0, seconds));
      if (seconds <= 0) {
        clearInterval(timer);
        lock();
      }
    }, 1000);
    return () => {
      clearInterval(timer);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [since]);
  const uncover = () => useCovered.setState({ since: null });
  return (
    <div
      ref={panel}
      role="dialog"
      aria-modal="true"
      aria-label="Covered"
      tabIndex={-1}
      className={classes.cover}
      onKeyDown={(event) => {
        // Nothing beneath hears a key; Ctrl+L goes through to the lock.
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'l') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape' || event.key === 'F9') uncover();
      }}
      onClick={uncover}
    >
      <p className={classes.name}>Candour</p>
      <p>Covered. Press Esc or F9 to return.</p>
      <p className={classes.left}>Locks in {countdown(left)}</p>
    </div>
  );
}
