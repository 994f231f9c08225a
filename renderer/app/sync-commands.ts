import type { SyncState } from '../../shared/bridge/session.ts';
import { announce } from '../ui/index.ts';
import { errorLine } from '../words/errors.ts';
import { call } from './bridge.ts';
import { askAgain, useCall } from './calls.ts';
import { useCommand } from './commands.ts';
import { useSignInCommand } from './sign-in.ts';
import { t } from '../words/t.ts';

export async function syncNow(): Promise<void> {
  const answer = await call('sync.now', {});
  announce(answer.ok ? t('Syncing.') : errorLine(answer.error));
}

/** Works offline by choice, or goes on. */
export async function pauseSync(paused: boolean): Promise<void> {
  const answer = await call('sync.pause', { paused });
  announce(answer.ok ? (paused ? t('Working offline.') : t('Going online.')) : errorLine(answer.error));
  askAgain('sync.state');
}

/** Has the rest of a long first sync wait, or go on. */
export async function holdSync(held: boolean): Promise<void> {
  const answer = await call('sync.hold', { held });
  announce(answer.ok ? (held ? t('Receiving is paused.') : t('Receiving goes on.')) : errorLine(answer.error));
  askAgain('sync.state');
}

/** Whether there is something to pause, or to go on with. */
export const mayHold = (state: Pick<SyncState, 'held' | 'progress'> | undefined): boolean =>
  state !== undefined && (state.held || state.progress !== null);

/** Offline by choice: stopped, and nothing is wrong. */
export const pausedByChoice = (state: { phase: string; problem: string | null } | undefined): boolean =>
  state?.phase === 'stopped' && state.problem === null;

/** Draws nothing: whoever is told how sync goes is drawn again four times a second while much arrives. */
export function SyncCommands(): null {
  const state = useCall('sync.state', {}).value;
  useSignInCommand();
  useCommand('global.syncNow', () => void syncNow());
  useCommand('global.holdSync', () => void holdSync(!(state?.held ?? false)), mayHold(state));
  useCommand('global.pauseSync', () => void pauseSync(!pausedByChoice(state)));
  return null;
}
