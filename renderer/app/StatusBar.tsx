import { Bell, CircleAlert, LockOpen, MonitorUp, RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { announce, UrgencyMark, useMinute } from '../ui/index.ts';
import { counted } from '../words/count.ts';
import { noticesInShort } from '../words/directory.ts';
import { refoldingInShort } from '../words/refolding.ts';
import { syncSentence } from '../words/sync.ts';
import { t } from '../words/t.ts';
import { useCall } from './calls.ts';
import classes from './Frame.module.css';
import { lock } from './lock.ts';
import { useMe } from './me.ts';
import { useTellNeeds } from './needs.ts';
import { usePlace } from './place.ts';
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
      {news !== null && (
        <button type="button" className={`${classes.cell} ${classes.local}`} onClick={onSync}>
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
      <span className={`${classes.cell} ${classes.push}`} />
      <Nearest desk={(me?.desks.length ?? 0) > 0} />
    </footer>
  );
}

/** What colleagues have put before this person: a reminder in fixed words, an offered case, an offer that nobody takes. */
function Told() {
  const go = usePlace((state) => state.go);
  const remember = usePlace((state) => state.remember);
  const me = useMe();
  const counts = useCall('dues.counts', {}, { enabled: (me?.desks.length ?? 0) > 0 }).value;
  useTellNeeds((me?.desks.length ?? 0) > 0);
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
