import type { SyncState } from '../../../shared/bridge/session.ts';
import { useCall } from '../../app/calls.ts';
import { asksForSignIn, signIn, useSignInError } from '../../app/sign-in.ts';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { InBrowser } from '../session/InBrowser.tsx';

/** What stops sync; and where it is that nobody has signed in, the way to do so. */
export function SyncProblem({ state }: { state: Pick<SyncState, 'problem'> }) {
  const session = useCall('session.state', {}).value;
  const failed = useSignInError((one) => one.error);
  if (state.problem === null) return null;
  if (!asksForSignIn(state)) return <ErrorNotice error={{ code: state.problem, message: '' }} />;
  return (
    <>
      <ErrorNotice
        error={failed ?? { code: state.problem, message: '' }}
        action={
          session?.signingIn === true ? undefined : (
            <Button variant="main" onClick={() => void signIn()}>
              {t('Sign in')}
            </Button>
          )
        }
      />
      <InBrowser session={session} />
    </>
  );
}
