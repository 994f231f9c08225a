import type { SyncState } from '../../shared/bridge/session.ts';
import { count } from './count.ts';
import { absolute } from './time.ts';
import { t } from './t.ts';

type Told = Pick<SyncState, 'phase' | 'offlineSince' | 'completeAsOf' | 'waiting' | 'refused' | 'progress' | 'problem'>;

function line(state: Told, now: number): string {
  const since =
    state.offlineSince === null ? '' : ` ${t('since {{time}}', { time: absolute(state.offlineSince, now) })}`;
  switch (state.phase) {
    case 'offline':
      return t('Offline{{since}}', { since });
    case 'stopped':
      return state.problem === null
        ? t('Offline by choice{{since}}', { since })
        : t('Sync stopped{{since}}', { since });
    case 'connecting':
      return state.offlineSince === null ? t('Connecting') : t('Offline{{since}}, connecting', { since });
    case 'receiving':
      return state.progress === null
        ? t('Receiving')
        : t('Receiving {{received}} of {{total}}', {
            received: count(state.progress.received),
            total: count(state.progress.total),
          });
    case 'idle':
      return state.completeAsOf === null
        ? t('In sync')
        : t('In sync at {{time}}', { time: absolute(state.completeAsOf, now) });
    default:
      return state.phase satisfies never;
  }
}

/** One sentence that always tells line, waiting and refused: `Offline since 09:12 · 3 waiting · 1 refused`. */
export const syncSentence = (state: Told, now: number): string =>
  t('{{line}} · {{waiting}} waiting · {{refused}} refused', {
    line: line(state, now),
    waiting: count(state.waiting),
    refused: count(state.refused),
  });
