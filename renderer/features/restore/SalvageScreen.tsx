import type { Salvage } from '../../../shared/bridge/restore.ts';
import { useCall } from '../../app/calls.ts';
import { ErrorNotice, Foreign, Skeleton, useMinute } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { eventName } from '../../words/labels.ts';
import { absolute } from '../../words/time.ts';
import classes from './Restore.module.css';
import { t } from '../../words/t.ts';

/** Of a vault that is open for reading alone: one's own work that is nowhere else, before everything else. */
export function SalvageScreen() {
  const salvage = useCall('salvage.read', {});
  return (
    <main className={classes.salvage} data-pane="salvage" aria-label={t('What is only here')}>
      <h1 className={classes.title}>{t('What is only here')}</h1>
      <p className={classes.muted}>
        {t(
          'To keep it: lock, choose “Trouble with this vault?” and move your work to a new vault. The rest of what can be read is on the Desk.',
        )}
      </p>
      {salvage.error && <ErrorNotice error={salvage.error} />}
      {salvage.value === undefined ? !salvage.error && <Skeleton rows={4} /> : <Pieces salvage={salvage.value} />}
    </main>
  );
}

function Pieces({ salvage }: { salvage: Salvage }) {
  const now = useMinute();
  const { unsent, drafts, lost } = salvage;
  return (
    <>
      <h2>
        {unsent.length === 0
          ? t('Signed, not at the hub: nothing')
          : t('Signed, not at the hub: {{entries}}', { entries: counted(unsent.length, 'entry', 'entries') })}
      </h2>
      {lost.unsent > 0 && (
        <p className={classes.alert}>{t('{{more}} cannot be read.', { more: counted(lost.unsent, 'more', 'more') })}</p>
      )}
      <ul className={classes.pieces}>
        {unsent.map(({ event, type, reference, at, refused, words }) => (
          <li key={event} className={classes.piece}>
            {eventName(type)} ·{' '}
            <span translate="no" className="mono">
              {reference}
            </span>{' '}
            · {absolute(at, now)}
            {refused && ` ${t('· refused by the hub')}`}
            {words.length > 0 && (
              <p>
                <Foreign text={words.join('\n')} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <h2>
        {drafts.length === 0 ? t('Drafts: none') : t('Drafts: {{drafts}}', { drafts: counted(drafts.length, 'draft') })}
      </h2>
      {lost.drafts > 0 && (
        <p className={classes.alert}>{t('{{more}} cannot be read.', { more: counted(lost.drafts, 'more', 'more') })}</p>
      )}
      <ul className={classes.pieces}>
        {drafts.map(({ caseId, part, reference, savedAt, words }) => (
          <li key={`${caseId} ${part}`} className={classes.piece}>
            <span translate="no" className="mono">
              {reference}
            </span>{' '}
            · {absolute(savedAt, now)}
            <p>
              <Foreign text={words.join('\n')} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
