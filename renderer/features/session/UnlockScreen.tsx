import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { SessionState } from '../../../shared/bridge/session.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import { countdown } from '../../words/time.ts';
import { goWay, hasWays } from '../restore/way.ts';
import { KeystoreNotice } from './KeystoreNotice.tsx';
import { Sheet } from './Sheet.tsx';
import classes from './Sheet.module.css';
import { useWait } from './use-wait.ts';
import { t } from '../../words/t.ts';

/** What the administrator's policy makes of wrong passphrases, told before the last one is wasted. */
export const triesInWords = (left: number): string =>
  left === 1
    ? t('This is the last try: one more wrong passphrase destroys the key of this vault.')
    : t('{{left}} tries are left; then the key of this vault is destroyed.', { left });

/** The passphrase, and nothing else. After a wrong one the wait counts down here. */
export function UnlockScreen({ session }: { session: SessionState }) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const told = error?.detail?.nextTryAt;
  const nextTryAt = typeof told === 'string' ? told : session.nextTryAt;
  const left = useWait(nextTryAt);
  const toldLeft = error?.detail?.triesLeft;
  const triesLeft = typeof toldLeft === 'number' ? toldLeft : session.triesLeft;
  const refused = session.keystore === 'refused';

  useEffect(() => {
    if (!busy && left === 0) field.current?.focus();
  }, [busy, left]);

  const unlock = async () => {
    setBusy(true);
    setError(null);
    const answer = await call('session.unlock', { passphrase });
    setBusy(false);
    if (answer.ok) {
      askAgain('session.state', 'session.me');
      return;
    }
    setError(answer.error);
    if (answer.error.code === 'wrong_passphrase') setPassphrase('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && left === 0 && passphrase !== '') void unlock();
  };

  return (
    <Sheet title="Candour" under={session.name ?? t('This workstation is locked.')}>
      {refused ? (
        <KeystoreNotice reason={session.refusedBecause ?? 'keystore_refused'} />
      ) : (
        <form onSubmit={submit} className={classes.head}>
          <Field
            ref={field}
            label={t('Passphrase')}
            type="password"
            name="passphrase"
            autoFocus
            autoComplete="off"
            value={passphrase}
            disabled={busy || left > 0}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            hint={
              left > 0
                ? t('Next try in {{countdown}}', { countdown: countdown(left) })
                : busy
                  ? t('Opening the vault…')
                  : t('Enter unlocks')
            }
          />
          {triesLeft !== null && <p className={classes.under}>{triesInWords(triesLeft)}</p>}
          <Button variant="main" submit keys="Enter" disabled={busy || left > 0 || passphrase === ''}>
            {busy ? t('Unlocking…') : t('Unlock')}
          </Button>
        </form>
      )}
      {error !== null && (
        <ErrorNotice
          error={error}
          action={
            hasWays(error.code) && (
              <Button onClick={() => goWay({ screen: 'ways', code: error.code })}>{t('What can be done')}</Button>
            )
          }
        />
      )}
      <Button variant="quiet" onClick={() => goWay({ screen: 'ways', code: null })}>
        {t('Trouble with this vault?')}
      </Button>
      {session.demonstration !== null && (
        <p className={classes.demonstration}>
          {t('Demonstration: the passphrase is')}{' '}
          <strong translate="no" className="mono">
            {session.demonstration.passphrase}
          </strong>
        </p>
      )}
    </Sheet>
  );
}
