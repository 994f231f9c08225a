import { useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { t } from '../../words/t.ts';

/** What the person can mend here and now; for everything else the words name who can. */
const mayBeUnlocked = new Set(['keystore_locked', 'keystore_silent']);

/** Why there is no vault without the system's keystore, and the way on. */
export function KeystoreNotice({ reason }: { reason: string }) {
  const [state, setState] = useState<'asked' | 'refused' | null>(null);
  if (!mayBeUnlocked.has(reason)) {
    return (
      <ErrorNotice
        error={{ code: reason, message: '' }}
        action={<Button onClick={() => void bridge()?.shell.quit()}>{t('Close Candour')}</Button>}
      />
    );
  }
  const unlock = async () => {
    setState('asked');
    const answer = await bridge()?.shell.unlockKeystore();
    // Where it was opened, this page is on its way out.
    if (!answer?.ok || !answer.value.opened) setState('refused');
  };
  return (
    <ErrorNotice
      error={{ code: state === 'refused' ? 'keystore_not_unlocked' : reason, message: '' }}
      action={
        <Button variant="main" keys="Enter" autoFocus disabled={state === 'asked'} onClick={() => void unlock()}>
          {state === 'asked' ? t('The system is asking…') : t('Unlock the keystore')}
        </Button>
      }
    />
  );
}
