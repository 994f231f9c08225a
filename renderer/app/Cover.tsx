import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { KeptAlerts } from '../features/danger/KeptAlerts.tsx';
import { countdown } from '../words/time.ts';
import { bridge } from './bridge.ts';
import { onShellNotice } from './shell-notices.ts';
import classes from './Cover.module.css';
import { markCopies } from './CoverCopies.ts';
import { CoverPeople } from './CoverPeople.tsx';
import { usePolicy } from './CoverPolicy.ts';
import { CoverPrinting } from './CoverPrinting.tsx';
import { CoverWatermark } from './CoverWatermark.tsx';
import { t } from '../words/t.ts';

const useCovered = create<{ since: number | null }>(() => ({ since: null }));

/** Blanks the window at once; main locks after the policy's time, whatever becomes of this page. */
export const cover = (): void => {
  if (useCovered.getState().since !== null) return;
  useCovered.setState({ since: Date.now() });
  void bridge()?.shell.cover({ covered: true });
};

const uncover = (): void => {
  useCovered.setState({ since: null });
  void bridge()?.shell.cover({ covered: false });
};

/** What lies over every screen: the cover, the watermark, who has a vault here; and the marking of what is copied. */
export function Cover() {
  const since = useCovered((state) => state.since);
  useEffect(markCopies, []);
  useEffect(() => onShellNotice('files.covered', cover), []);
  return (
    <>
      <CoverPeople />
      <CoverWatermark />
      <CoverPrinting />
      {since !== null && <Blank since={since} />}
    </>
  );
}

/** The whole window blank: nothing of the case is in view. */
function Blank({ since }: { since: number }) {
  const locksAfter = usePolicy()?.coverLockSeconds;
  const [now, setNow] = useState(since);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => {
      clearInterval(timer);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [since]);
  return (
    <div
      ref={panel}
      role="dialog"
      aria-modal="true"
      aria-label={t('Covered')}
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
      <p>{t('Covered. Press Esc or F9 to return.')}</p>
      <KeptAlerts />
      {locksAfter !== undefined && (
        <p className={classes.left}>
          {t('Locks in {{countdown}}', {
            countdown: countdown(Math.max(0, locksAfter - Math.floor((now - since) / 1000))),
          })}
        </p>
      )}
    </div>
  );
}
