import { X } from 'lucide-react';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { byReason } from './bulk.ts';
import { outcomeWords, refusalLine } from './bulk-words.ts';
import classes from './BulkSummary.module.css';
import type { Bulk } from './use-bulk.ts';

/** One summary of what was done to many cases: what was refused and why, and how to take the rest back. */
export function BulkSummary({ bulk }: { bulk: Bulk }) {
  const { running, done, undo } = bulk;
  if (running) {
    return (
      <div className={classes.summary} role="group" aria-label={t('What was done')}>
        <p className={classes.words}>
          {t('Signing {{behind}} of {{asked}}', { behind: count(running.behind), asked: count(running.asked) })}
        </p>
        <Button variant="quiet" onClick={bulk.stop}>
          {t('Stop')}
        </Button>
      </div>
    );
  }
  if (!done) return null;
  const reasons = byReason(done.outcome.refused);
  return (
    <div className={classes.summary} role="group" aria-label={t('What was done')} data-pane="summary">
      <div className={classes.words}>
        <p>{outcomeWords(done)}</p>
        {reasons.length > 0 && (
          <ul className={classes.reasons}>
            {reasons.map(({ first, references }) => (
              <li key={`${first.code} ${first.reason} ${first.who}`}>{refusalLine(first, references)}</li>
            ))}
          </ul>
        )}
        {done.outcome.error && <ErrorNotice error={done.outcome.error} />}
      </div>
      {undo && (
        <Button keys="Ctrl+Z" onClick={undo}>
          {t('Take it back')}
        </Button>
      )}
      <Button variant="quiet" icon={<X size={16} aria-hidden="true" />} onClick={bulk.dismiss}>
        {t('Close')}
      </Button>
    </div>
  );
}
