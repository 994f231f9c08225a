import type { SyncState } from '../../shared/bridge/session.ts';
import { count } from './count.ts';
import { absolute } from './time.ts';

type Told = Pick<SyncState, 'phase' | 'offlineSince' | 'completeAsOf' | 'waiting' | 'refused' | 'progress' | 'problem'>;

function line(state: Told, now: number): string {
  const since = state.offlineSince === null ? '' : ` since ${absolute(state.offlineSince, now)}`;
  switch (state.phase) {
    case 'offline':
      return `Offline${since}`;
    case 'stopped':
      return state.problem === null ? `Offline by choice${since}` : `Sync stopped${since}`;
    case 'connecting':
      return state.offlineSince === null ? 'Connecting' : `Offline${since}, connecting`;
    case 'receiving':
      return state.progress === null
        ? 'Receiving'
        : `Receiving ${count(state.progress.received)} of ${count(state.progress.total)}`;
    case 'idle':
      return state.completeAsOf === null ? 'In sync' : `In sync at ${absolute(state.completeAsOf, now)}`;
    default:
      return state.phase satisfies never;
  }
}

/** One sentence that always tells line, waiting and refused: `Offline since 09:12 · 3 waiting · 1 refused`. */
export const syncSentence = (state: Told, now: number): string =>
  `${line(state, now)} · ${count(state.waiting)} waiting · ${count(state.refused)} refused`;
