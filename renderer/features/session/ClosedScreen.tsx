import { useState } from 'react';
import { askAgain, useCall } from '../../app/calls.ts';
import { call } from '../../app/bridge.ts';
import { lock } from '../../app/lock.ts';
import { asksForSignIn } from '../../app/sign-in.ts';
import { pausedByChoice, pauseSync } from '../../app/sync-commands.ts';
import { Button, ErrorNotice, useMinute } from '../../ui/index.ts';
import { syncSentence } from '../../words/sync.ts';
import { t } from '../../words/t.ts';
import { SyncProblem } from '../sync/SyncProblem.tsx';
import { Sheet } from './Sheet.tsx';

/** The passphrase was right, and still no case is shown: why, what becomes of one's work, and the way on. */
export function ClosedScreen({ code }: { code: string }) {
  const sync = useCall('sync.state', {});
  const now = useMinute();
  const [asked, setAsked] = useState(false);
  const shutOut = code === 'device_revoked' || code === 'device_forked';
  const ask = async () => {
    setAsked(true);
    // Working offline by choice would keep it closed.
    if (pausedByChoice(sync.value)) await pauseSync(false);
    await call('sync.now', {});
    askAgain('sync.state', 'session.state');
  };
  return (
    <Sheet
      title={t('The cases are closed')}
      under={t('What you signed and typed is kept here, and nothing of it is lost.')}
    >
      <ErrorNotice error={{ code, message: '' }} />
      {sync.value && (
        <p role="status">
          {asked && sync.value.phase === 'connecting' ? t('Asking the hub…') : syncSentence(sync.value, now)}
        </p>
      )}
      {asksForSignIn(sync.value) && <SyncProblem state={sync.value!} />}
      {!shutOut && !asksForSignIn(sync.value) && (
        <Button variant="main" onClick={() => void ask()}>
          {t('Connect to the hub')}
        </Button>
      )}
      <Button variant={shutOut ? 'main' : 'quiet'} onClick={() => lock()}>
        {t('Lock')}
      </Button>
    </Sheet>
  );
}
