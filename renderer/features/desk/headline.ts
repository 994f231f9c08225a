import type { SyncState } from '../../../shared/bridge/session.ts';
import { count, counted } from '../../words/count.ts';
import { absolute } from '../../words/time.ts';
import { t } from '../../words/t.ts';

export interface HeadlineFacts {
  readonly newSince: { readonly since: string | null; readonly count: number; readonly immediate: number } | undefined;
  readonly completeAsOf: string | null;
  readonly sync: Pick<SyncState, 'phase' | 'progress'> | undefined;
}

const nothingNew = (since: string | null): string =>
  since === null ? t('Nothing new.') : t('Nothing new since {{time}}.', { time: since });

function someNew(all: number, urgent: number, since: string | null): string {
  const values = { all: count(all), immediate: count(urgent), time: since ?? '' };
  if (urgent > 0)
    return since === null
      ? t('{{all}} new, {{immediate}} immediate.', values)
      : t('{{all}} new since {{time}}, {{immediate}} immediate.', values);
  return since === null ? t('{{all}} new.', values) : t('{{all}} new since {{time}}.', values);
}

/** `31 new since 17:02, 2 immediate. Complete as of 07:44.` */
export function headline({ newSince, completeAsOf, sync }: HeadlineFacts, now: number): string {
  const parts: string[] = [];
  if (newSince) {
    const since = newSince.since === null ? null : absolute(newSince.since, now);
    parts.push(newSince.count === 0 ? nothingNew(since) : someNew(newSince.count, newSince.immediate, since));
  }
  if (sync?.progress) {
    parts.push(
      t('Receiving {{received}} of {{entries}}.', {
        received: count(sync.progress.received),
        entries: counted(sync.progress.total, 'entry', 'entries'),
      }),
    );
  } else if (completeAsOf !== null) parts.push(t('Complete as of {{time}}.', { time: absolute(completeAsOf, now) }));
  if (sync?.phase === 'offline' || sync?.phase === 'stopped') parts.push(t('You are offline.'));
  return parts.join(' ');
}
