import { create } from 'zustand';
import type { CallError } from '../../shared/bridge/call.ts';
import { announce } from '../ui/index.ts';
import { errorLine } from '../words/errors.ts';
import { t } from '../words/t.ts';
import { call } from './bridge.ts';
import { askAgain, useCall } from './calls.ts';
import { useCommand } from './commands.ts';

/** Why the last sign-in came to nothing, until the next one. */
export const useSignInError = create<{ error: CallError | null }>(() => ({ error: null }));

/** The hub waits for this person to sign in. */
export const asksForSignIn = (state: { problem: string | null } | undefined): boolean =>
  state?.problem === 'sign_in_required';

/** Signs in in the system's browser. Candour can be used meanwhile. */
export async function signIn(): Promise<void> {
  useSignInError.setState({ error: null });
  announce(t('Your browser is open. Sign in there, and come back.'));
  const answer = await call('session.signIn', {});
  const givenUp = !answer.ok && answer.error.code === 'sign_in_cancelled';
  if (!answer.ok && !givenUp) useSignInError.setState({ error: answer.error });
  announce(answer.ok ? t('Signed in.') : errorLine(answer.error));
  askAgain('sync.state', 'session.state');
}

/** Does not wait for the browser any longer. */
export async function cancelSignIn(): Promise<void> {
  await call('session.signInCancel', {});
  askAgain('session.state');
}

export function useSignInCommand(): void {
  const asked = asksForSignIn(useCall('sync.state', {}).value);
  const waiting = useCall('session.state', {}).value?.signingIn === true;
  useCommand('global.signIn', () => void signIn(), asked && !waiting);
}
