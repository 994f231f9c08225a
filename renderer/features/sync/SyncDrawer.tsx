import { useCall } from '../../app/calls.ts';
import { pausedByChoice, pauseSync, syncNow } from '../../app/sync-commands.ts';
import { Button, Drawer, ErrorNotice, useMinute } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import { syncSentence } from '../../words/sync.ts';
import { absolute } from '../../words/time.ts';
import { Bundles } from './Bundles.tsx';
import { DirectoryNotices } from './DirectoryNotices.tsx';
import { Refusals } from './Refusals.tsx';
import { LastBackup } from './LastBackup.tsx';
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
            {state.problem !== null && <ErrorNotice error={{ code: state.problem, message: '' }} />}
            {state.progress !== null && (
              <progress className={classes.progress} value={state.progress.received} max={state.progress.total}>
                {t('{{received}} of {{total}}', {
                  received: count(state.progress.received),
                  total: count(state.progress.total),
                })}
              </progress>
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
              <LastBackup now={now} />
            </dl>
          </>
        )}
        {open && <DirectoryNotices />}
        {open && <Refusals onDone={onClose} />}
        {open && <Bundles />}
      </div>
    </Drawer>
  );
}
