import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { announce, Button, ErrorNotice, Foreign, useMinute } from '../../ui/index.ts';
import { noticeWords } from '../../words/directory.ts';
import classes from './Sync.module.css';
import { t } from '../../words/t.ts';

/** Devices that came since, what claims to be the keyring’s and is not, ids that were taken, cases that went: told until seen. */
export function DirectoryNotices() {
  const notices = useCall('directory.notices', {});
  const now = useMinute();
  const [error, setError] = useState<CallError | null>(null);
  const rows = notices.value ?? [];
  const seen = async (events: readonly string[]) => {
    const answer = await call('directory.seen', { events: [...events] });
    setError(answer.ok ? null : answer.error);
    const inJournal = rows.some(({ event, kind }) => events.includes(event) && kind !== 'access_withdrawn');
    if (answer.ok) announce(inJournal ? t('Seen. The journal keeps it.') : t('Seen'));
    askAgain('directory.notices');
  };
  if (rows.length === 0 && notices.error === null && error === null) return null;
  return (
    <section className={classes.refusals} aria-label={t('To look at')}>
      <h3 className={classes.heading}>{t('To look at')}</h3>
      {notices.error && <ErrorNotice error={notices.error} />}
      {error && <ErrorNotice error={error} />}
      {rows.map((notice) => {
        const words = noticeWords(notice, now);
        return (
          <article key={notice.event} className={`${classes.refusal} ${classes.notice}`} aria-label={words.what}>
            <Foreign as="p" className={classes.what} text={words.what} />
            <p
              className={
                notice.standing === 'not_vouched' || notice.entry !== null || notice.gone !== null ? '' : classes.muted
              }
            >
              {words.stands}
            </p>
            {words.next !== '' && <p>{words.next}</p>}
            <div className={classes.acts}>
              <Button onClick={() => void seen([notice.event])}>{t('Seen')}</Button>
            </div>
          </article>
        );
      })}
      {rows.length > 1 && (
        <div className={classes.acts}>
          <Button onClick={() => void seen(rows.map(({ event }) => event))}>
            {t('All {{rows}} seen', { rows: rows.length })}
          </Button>
        </div>
      )}
    </section>
  );
}
