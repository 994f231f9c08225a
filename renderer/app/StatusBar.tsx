import { Bell, CircleAlert, LockOpen, LogIn, MonitorUp, RefreshCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { announce, UrgencyMark, useMinute } from '../ui/index.ts';
import { counted } from '../words/count.ts';
import { noticesInShort } from '../words/directory.ts';
import { refoldingInShort } from '../words/refolding.ts';
import { syncSentence } from '../words/sync.ts';
import { t } from '../words/t.ts';
import { useCall } from './calls.ts';
import { useCommand } from './commands.ts';
import { Escalated } from './Escalated.tsx';
import classes from './Frame.module.css';
import { useKeptCases } from './kept-cases.ts';
import { lock } from './lock.ts';
import { useMe } from './me.ts';
import { useAbsencesDue } from '../features/supervision/use-absences-due.ts';
import { useTellNeeds } from './needs.ts';
import { usePlace } from './place.ts';
import { onShellNotice } from './shell-notices.ts';
import { asksForSignIn, signIn } from './sign-in.ts';
import { Unsigned } from './Unsigned.tsx';

/** Always there: who is unlocked, sync in one sentence with waiting and refused, and the nearest thing to do. */
export function StatusBar({ onSync }: { onSync: () => void }) {
  const me = useMe();
  const now = useMinute();
  const sync = useCall('sync.state', {}).value;
  const news = noticesInShort(useCall('directory.notices', {}).value ?? []);
  const said = useRef<string | null>(null);
  const state = sync ? `${sync.phase === 'idle' || sync.phase === 'receiving' ? t('Online') : t('Offline')}` : null;
  useEffect(() => {
    if (state !== null && said.current !== null && said.current !== state) announce(state);
    said.current = state;
  }, [state]);
  return (
    <footer className={classes.status} aria-label={t('Status')} data-pane="status">
      <button type="button" className={classes.cell} onClick={lock} title={t('Lock (Ctrl+L)')}>
        <LockOpen size={14} aria-hidden="true" />
        <span className="sr-only">{t('Unlocked by')} </span>
        <span className={classes.cut}>{me?.name ?? '…'}</span>
        <LocksIn />
        <span className="sr-only">{`. ${t('Lock')}`}</span>
      </button>
      <button
        type="button"
        className={`${classes.cell} ${sync && sync.waiting + sync.refused > 0 ? classes.local : ''}`}
        onClick={onSync}
        title={t('What is synced, waiting and refused')}
      >
        {sync?.problem ? <CircleAlert size={14} aria-hidden="true" /> : <RefreshCw size={14} aria-hidden="true" />}
        <span className={classes.cut}>{sync ? syncSentence(sync, now) : '…'}</span>
      </button>
      {asksForSignIn(sync) && <SignInCell onSync={onSync} />}
      {news !== null && (
        <button type="button" className={classes.cell} onClick={onSync}>
          <MonitorUp size={14} aria-hidden="true" />
          <span className={classes.cut}>{news}</span>
        </button>
      )}
      {sync?.refolding && (
        <span className={classes.cell} title={t('Everything can be used meanwhile.')} data-refolding>
          <span className={classes.cut}>{refoldingInShort(sync.refolding)}</span>
        </span>
      )}
      <Unsigned />
      <Told />
      <Escalated />
      <Kept desk={(me?.desks.length ?? 0) > 0} />
      <span className={`${classes.cell} ${classes.push}`} />
      <Nearest desk={(me?.desks.length ?? 0) > 0} />
    </footer>
  );
}

/** Nothing, until nobody has touched the workstation for so long that it locks within a minute. */
function LocksIn() {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => onShellNotice('locking', (notice) => setSeconds(notice.seconds)), []);
  const near = seconds !== null;
  useEffect(() => {
    if (near) announce(t('Candour locks in less than a minute.'));
  }, [near]);
  return near && <span data-locks-in>{t('Locks in {{seconds}} s', { seconds })}</span>;
}

/** One press signs in; while the browser is waited for, it leads to where that can be given up. */
function SignInCell({ onSync }: { onSync: () => void }) {
  const waiting = useCall('session.state', {}).value?.signingIn === true;
  return (
    <button type="button" className={classes.cell} onClick={waiting ? onSync : () => void signIn()}>
      <LogIn size={14} aria-hidden="true" />
      <span className={classes.cut}>{waiting ? t('Waiting for your browser…') : t('Sign in to send and receive')}</span>
    </button>
  );
}

/** What colleagues have put before this person: a reminder in fixed words, an offered case, an offer that nobody takes. */
function Told() {
  const go = usePlace((state) => state.go);
  const remember = usePlace((state) => state.remember);
  const me = useMe();
  const counts = useCall('dues.counts', {}, { enabled: (me?.desks.length ?? 0) > 0 }).value;
  useTellNeeds((me?.desks.length ?? 0) > 0);
  useAbsencesDue((me?.desks.length ?? 0) > 0);
  const reminded = counts?.reminded ?? 0;
  const offered = counts?.offered ?? 0;
  const late = counts?.late ?? 0;
  const said = useRef(0);
  useEffect(() => {
    if (reminded > said.current) announce(t('You were reminded of something that is due.'));
    said.current = reminded;
  }, [reminded]);
  return (
    <>
      {reminded > 0 && (
        <button
          type="button"
          className={classes.cell}
          onClick={() => {
            remember('clocks', { scope: 'mine', kinds: [], position: null, index: 0 });
            go({ screen: 'clocks' });
          }}
        >
          <Bell size={14} aria-hidden="true" />
          <span className={classes.cut}>{t('You were reminded of something that is due.')}</span>
        </button>
      )}
      {offered > 0 && (
        <button type="button" className={classes.cell} onClick={() => go({ screen: 'handover' })}>
          <span className={classes.cut}>{t('Offered to you: {{cases}}', { cases: offered })}</span>
        </button>
      )}
      {late > 0 && (
        <button type="button" className={classes.cell} onClick={() => go({ screen: 'handover' })}>
          <span className={classes.cut}>{t('Hand-overs that nobody accepts: {{cases}}', { cases: late })}</span>
        </button>
      )}
    </>
  );
}

/** For who supervises: work that came too late for a case, and a press to the next of it. */
function Kept({ desk }: { desk: boolean }) {
  const { cases, entries, openNext } = useKeptCases(desk);
  useCommand('global.keptWork', openNext, cases.length > 0);
  const said = useRef(0);
  useEffect(() => {
    if (entries > said.current) announce(t('Work came too late for a case that you supervise.'));
    said.current = entries;
  }, [entries]);
  if (cases.length === 0) return null;
  return (
    <button type="button" className={classes.cell} onClick={openNext}>
      <span className={classes.cut}>{t('Came too late: {{entries}}', { entries })}</span>
    </button>
  );
}

/** The one thing that is nearest: immediate reports first, else a referral without receipt. */
function Nearest({ desk }: { desk: boolean }) {
  const go = usePlace((state) => state.go);
  const remember = usePlace((state) => state.remember);
  const counts = useCall('desk.counts', { view: 'today' }, { enabled: desk });
  const immediate = counts.value?.views.immediate ?? 0;
  if (!desk) return null;
  if (immediate === 0) return <span className={classes.cell}>{t('Nothing immediate')}</span>;
  return (
    <button
      type="button"
      className={`${classes.cell} ${classes.danger}`}
      onClick={() => {
        remember('desk view', 'immediate');
        go({ screen: 'desk' });
      }}
    >
      <UrgencyMark urgency="immediate" />
      {counted(immediate, 'immediate report')}
    </button>
  );
}
