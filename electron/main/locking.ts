/** When the workstation locks by itself. */

/** Seconds without a key press or a movement of the mouse, in the whole system. */
export const idleLimit = 10 * 60;
/** How often that is looked at, in milliseconds; a lock comes at most this much late. */
export const idleInterval = 1000;

export type LockReason = 'asked' | 'idle' | 'suspend' | 'lock_screen' | 'page_gone';

/** The part of Electron's powerMonitor that is used here. */
export interface Watch {
  on(event: 'suspend' | 'lock-screen', listener: () => void): unknown;
  getSystemIdleTime(): number;
}

/**
 * Calls `lock` on suspend, on the system's own lock screen, and once whenever the system has been idle for `idleLimit`.
 * @param every runs its function at an interval in milliseconds
 */
export function lockByItself(
  watch: Watch,
  every: (run: () => void, milliseconds: number) => unknown,
  lock: (reason: LockReason) => void,
): void {
  watch.on('suspend', () => lock('suspend'));
  watch.on('lock-screen', () => lock('lock_screen'));
  let idle = false;
  every(() => {
    const now = watch.getSystemIdleTime() >= idleLimit;
    if (now && !idle) lock('idle');
    idle = now;
  }, idleInterval);
}
