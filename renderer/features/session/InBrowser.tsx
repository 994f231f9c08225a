import type { SessionState } from '../../../shared/bridge/session.ts';
import { cancelSignIn } from '../../app/sign-in.ts';
import { Button } from '../../ui/index.ts';
import { t } from '../../words/t.ts';

/** The browser is open, and is waited for; there is a way back for whoever has closed it. */
export function InBrowser({ session }: { session: Pick<SessionState, 'signingIn'> | undefined }) {
  if (session?.signingIn !== true) return null;
  return (
    <>
      <p role="status">{t('Your browser is open. Sign in there, and come back.')}</p>
      <Button onClick={() => void cancelSignIn()}>{t('Do not wait for the browser')}</Button>
    </>
  );
}
