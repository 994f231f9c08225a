import { announce } from '../ui/index.ts';
import { errorLine } from '../words/errors.ts';
import { call } from './bridge.ts';
import { askAgain, useCall } from './calls.ts';
import { useCommand } from './commands.ts';
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

/** Offline by choice: stopped, and nothing is wrong. */
export const pausedByChoice = (state: { phase: string; problem: string | null } | undefined): boolean =>
  state?.phase === 'stopped' && state.problem === null;

export function useSyncCommands(): void {
  const state = useCall('sync.state', {}).value;
  useCommand('global.syncNow', () => void syncNow());
  useCommand('global.pauseSync', () => void pauseSync(!pausedByChoice(state)));
}
