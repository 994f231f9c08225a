import type { SyncState } from '../../../shared/bridge/session.ts';
import { ALERT_MS } from '../../../shared/domain/dues.ts';

/** `sent`: somebody may still take it on. `ring`: nobody has, and it is time for the telephone. */
export type Standing = 'sent' | 'ring';

/** Whether what is signed here reaches anybody now. A line that is tried again after it was lost does not count. */
export const reaches = (sync: Pick<SyncState, 'phase' | 'offlineSince'> | undefined): boolean =>
  sync !== undefined &&
  (sync.phase === 'idle' || sync.phase === 'receiving' || (sync.phase === 'connecting' && sync.offlineSince === null));

/** How an alert that nobody has acknowledged stands. `now` in milliseconds since 1970. */
export const standingOf = (alert: { readonly at: string }, now: number, online: boolean): Standing =>
  !online || now - Date.parse(alert.at) >= ALERT_MS ? 'ring' : 'sent';

/** Milliseconds until the next of these alerts has to be rung; null when all have come that far. */
export function untilNextRing(alerts: readonly { readonly at: string }[], now: number): number | null {
  const left = alerts.map(({ at }) => Date.parse(at) + ALERT_MS - now).filter((ms) => ms > 0);
  return left.length === 0 ? null : Math.min(...left);
}
