import type { SyncState } from '../../../shared/bridge/session.ts';
import { useCall } from '../../app/calls.ts';
import { holdSync, mayHold, pausedByChoice, pauseSync, syncNow } from '../../app/sync-commands.ts';
import { Button, Drawer, ErrorNotice, useMinute } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import { clockSentence, stepsOf, syncSentence } from '../../words/sync.ts';
import { absolute } from '../../words/time.ts';
import { Bundles } from './Bundles.tsx';
import { DirectoryHead } from './DirectoryHead.tsx';
import { DirectoryNotices } from './DirectoryNotices.tsx';
import { Forgotten } from './Forgotten.tsx';
import { Refusals } from './Refusals.tsx';
import { LastBackup } from './LastBackup.tsx';
import { SyncProblem } from './SyncProblem.tsx';
import classes from './Sync.module.css';
import { t } from '../../words/t.ts';

/** What is synced, what waits, what was refused and why. */
export function SyncDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const sync = useCall('sync.state', {}, { enabled: open });
  const now = useMinute();
  const state = sync.value;
  const paused = pausedByChoice(state);
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('Sync')}
      footer={
        <>
          <Button onClick={() => void pauseSync(!paused)} aria-pressed={paused}>
            {paused ? t('Go online') : t('Work offline')}
          </Button>
          <Button variant="main" disabled={paused} onClick={() => void syncNow()}>
            {t('Sync now')}
          </Button>
        </>
      }
    >
      <div className={classes.drawer}>
        {sync.error && <ErrorNotice error={sync.error} />}
        {state && (
          <>
            <p className={classes.sentence}>{syncSentence(state, now)}</p>
            <SyncProblem state={state} />
            {state.progress !== null && (
              <progress className={classes.progress} value={state.progress.received} max={state.progress.total}>
                {t('{{received}} of {{total}}', {
                  received: count(state.progress.received),
                  total: count(state.progress.total),
                })}
              </progress>
            )}
            <Steps state={state} />
            {mayHold(state) && (
              <div className={classes.hold}>
                <Button aria-pressed={state.held} onClick={() => void holdSync(!state.held)}>
                  {state.held ? t('Receive the rest') : t('Pause receiving')}
                </Button>
                {state.held && (
                  <p className={classes.muted}>
                    {t(
                      'What you sign still goes out, and urgent cases still come first. A danger in a case that is not here yet is not heard of before you go on.',
                    )}
                  </p>
                )}
              </div>
            )}
            <dl className={classes.facts}>
              <dt>{t('Complete as of')}</dt>
              <dd>{state.completeAsOf === null ? t('Nothing received yet') : absolute(state.completeAsOf, now)}</dd>
              <dt>{t('Waiting')}</dt>
              <dd>
                {state.waiting === 0
                  ? t('Nothing waits here.')
                  : t('{{signedEntries}} kept here until the hub answers.', {
                      signedEntries: counted(state.waiting, 'signed entry', 'signed entries'),
                    })}
                {state.sending > 0 && ` ${t('{{n}} on the way just now.', { n: count(state.sending) })}`}
              </dd>
              <dt>{t('Refused')}</dt>
              <dd>
                {state.refused === 0
                  ? t('Nothing was refused.')
                  : state.conflicts === 0
                    ? count(state.refused)
                    : `${count(state.refused)}, ${t('{{n}} in conflict', { n: count(state.conflicts) })}`}
              </dd>
              <dt>{t('Signatures')}</dt>
              <dd>
                {state.unverified === 0
                  ? t('All checked.')
                  : t('{{entries}} still being checked.', { entries: counted(state.unverified, 'entry', 'entries') })}
              </dd>
              <dt>{t('Hub')}</dt>
              <dd translate="no" className="mono">
                {state.hub ?? t('None')}
              </dd>
              {state.clockOff !== null && (
                <>
                  <dt>{t('Clock of this workstation')}</dt>
                  <dd>{clockSentence(state.clockOff)}</dd>
                </>
              )}
              <DirectoryHead />
              <LastBackup now={now} />
            </dl>
          </>
        )}
        {open && <DirectoryNotices />}
        {open && <Refusals onDone={onClose} />}
        {open && <Forgotten onLeave={onClose} />}
        {open && <Bundles />}
      </div>
    </Drawer>
  );
}

const marks = { done: '✓', now: '•', ahead: '–' } as const;
const markWords = { done: t('Done'), now: t('Under way'), ahead: t('Still to come') } as const;

/** What a long first sync is doing, and what is left. */
function Steps({ state }: { state: SyncState }) {
  const steps = state.progress === null && state.refolding === null ? [] : stepsOf(state);
  if (steps.length === 0) return null;
  return (
    <ul className={classes.phases} aria-label={t('First sync, step by step')}>
      {steps.map(({ words, state: of }) => (
        <li key={words.replace(/[\d,.]+/g, '')} data-step={of}>
          <span aria-hidden="true">{marks[of]}</span> <span className="sr-only">{markWords[of]}: </span>
          {words}
        </li>
      ))}
    </ul>
  );
}
