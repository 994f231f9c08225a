import { useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import { Button } from '../../ui/index.ts';
import { relative } from '../../words/time.ts';
import { backupDue } from '../settings/backup-due.ts';
import { t } from '../../words/t.ts';

/** One quiet line, and the way to the settings once the last backup is older than a week. */
export function LastBackup({ now }: { now: number }) {
  const backups = useCall('vault.backups', {}).value;
  const { go } = usePlace.getState();
  if (backups === undefined || !backups.allowed) return null;
  const { last } = backups;
  return (
    <>
      <dt>{t('Backup')}</dt>
      <dd>
        {last === null ? t('None yet') : t('Last {{relative}}', { relative: relative(last.at, now) })}
        {backupDue(last, now) && (
          <Button variant="quiet" onClick={() => go({ screen: 'settings' })}>
            {t('Back up…')}
          </Button>
        )}
      </dd>
    </>
  );
}
