/** When the workstation locks by itself. */

/** Seconds before the idle lock from which on the page shows how many are left. */
export const idleWarning = 60;

/** How often the system's idle time is looked at, in milliseconds; a lock comes at most this much late. */
export const idleInterval = 1000;

export const lockReasons = [
  'asked',
  'idle',
  'suspend',
  'lock_screen',
  'user_switch',
  'cover',
  'another_person',
  'page_gone',
  'keystore_opened',
] as const;
export type LockReason = (typeof lockReasons)[number];

/** The part of Electron's powerMonitor that is used here. */
export interface Watch {
  on(event: 'suspend' | 'lock-screen' | 'user-did-resign-active', listener: () => void): unknown;
  getSystemIdleTime(): number;
}

/**
 * Calls `lock` on suspend, on the system's own lock screen, when the system is handed to another user (macOS tells; on
 * Windows that is a lock screen, on Linux logind tells), and once whenever the system has been idle for `idleMinutes`.
 * @param every runs its function at an interval in milliseconds
 * @param warn is told the whole seconds left while fewer than `idleWarning` are, and null once somebody came back
 */
export function lockByItself(
  watch: Watch,
  every: (run: () => void, milliseconds: number) => unknown,
  idleMinutes: number,
  lock: (reason: LockReason) => void,
  warn: (secondsLeft: number | null) => void,
): void {
  watch.on('suspend', () => lock('suspend'));
  watch.on('lock-screen', () => lock('lock_screen'));
  watch.on('user-did-resign-active', () => lock('user_switch'));
  let idle = false;
  let warned = false;
  every(() => {
    const left = idleMinutes * 60 - watch.getSystemIdleTime();
    if (left <= 0 && !idle) lock('idle');
    idle = left <= 0;
    const near = left > 0 && left <= idleWarning;
    if (near) warn(Math.ceil(left));
    else if (warned) warn(null);
    warned = near;
  }, idleInterval);
}

/** What a timer must offer; Node's own, or a test's. */
export interface Timer {
  set(run: () => void, milliseconds: number): unknown;
  clear(handle: unknown): void;
}

export const realTimer: Timer = {
  set: (run, milliseconds) => setTimeout(run, milliseconds),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

export interface CoverClock {
  /** The page is covered, or shown again. Covering what is covered already does not begin anew. */
  covered(is: boolean): void;
  /** A new page is not covered. */
  forget(): void;
}

/** Locks `seconds` after the page was covered. Kept here, since timers of a page that is not seen may be slowed down. */
export function lockUnderCover(seconds: number, lock: (reason: LockReason) => void, timer = realTimer): CoverClock {
  let running: { handle: unknown } | undefined;
  const forget = () => {
    if (running) timer.clear(running.handle);
    running = undefined;
  };
  return {
    forget,
    covered(is) {
      if (!is) return forget();
      running ??= {
        handle: timer.set(() => {
          running = undefined;
          lock('cover');
        }, seconds * 1000),
      };
    },
  };
}
