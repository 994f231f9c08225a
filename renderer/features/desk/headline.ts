import type { SyncState } from '../../../shared/bridge/session.ts';
import { count, counted } from '../../words/count.ts';
import { absolute } from '../../words/time.ts';

export interface HeadlineFacts {
  readonly newSince: { readonly since: string | null; readonly count: number; readonly immediate: number } | undefined;
  readonly completeAsOf: string | null;
  readonly sync: Pick<SyncState, 'phase' | 'progress'> | undefined;
}

/** `31 new since 17:02, 2 immediate. Complete as of 07:44.` */
export function headline({ newSince, completeAsOf, sync }: HeadlineFacts, now: number): string {
  const parts: string[] = [];
  if (newSince) {
    const since = newSince.since === null ? '' : ` since ${absolute(newSince.since, now)}`;
    parts.push(
      newSince.count === 0
        ? `Nothing new${since}.`
        : `${count(newSince.count)} new${since}${newSince.immediate > 0 ? `, ${count(newSince.immediate)} immediate` : ''}.`,
    );
  }
  if (sync?.progress) {
    parts.push(`Receiving ${count(sync.progress.received)} of ${counted(sync.progress.total, 'entry', 'entries')}.`);
  } else if (completeAsOf !== null) parts.push(`Complete as of ${absolute(completeAsOf, now)}.`);
  if (sync?.phase === 'offline' || sync?.phase === 'stopped') parts.push('You are offline.');
  return parts.join(' ');
}
