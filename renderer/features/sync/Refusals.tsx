import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { RefusedEvent } from '../../../shared/bridge/case.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Clock, ErrorNotice } from '../../ui/index.ts';
import { eventName } from '../../words/labels.ts';
import { refusalWords } from '../../words/refusals.ts';
import { useNames } from './use-names.ts';
import classes from './Sync.module.css';
import { Version } from './Version.tsx';
import { t } from '../../words/t.ts';

/** Every refused entry of one's own that is not settled: what, why, who may act, and both versions. */
export function Refusals({ onDone }: { onDone: () => void }) {
  const refusals = useCall('refusals.read', {});
  const rows = refusals.value ?? [];
  return (
    <section className={classes.refusals} aria-label={t('Refused')}>
      <h3 className={classes.heading}>{t('Refused')}</h3>
      {refusals.error && <ErrorNotice error={refusals.error} />}
      {refusals.value && rows.length === 0 && <p className={classes.muted}>{t('Nothing was refused.')}</p>}
      {rows.map((refused) => (
        <Refusal key={refused.event} refused={refused} onDone={onDone} />
      ))}
    </section>
  );
}

/** One refused entry. Its words are never lost: they stay here until the author keeps what stands or decides anew. */
export function Refusal({ refused, onDone }: { refused: RefusedEvent; onDone: () => void }) {
  const [error, setError] = useState<CallError | null>(null);
  const go = usePlace((state) => state.go);
  const names = useNames();
  const words = refusalWords(refused.code, refused.reason, refused.who);
  const settle = async () => {
    const answer = await call('refusals.settle', { event: refused.event });
    if (!answer.ok) setError(answer.error);
    else announce(t('Settled. What stands is kept.'));
    askAgain('refusals.read', 'sync.state', 'desk.counts');
  };
  const anew = () => {
    go({ screen: 'case', caseId: refused.caseId });
    onDone();
  };
  return (
    <article className={classes.refusal} aria-label={`${eventName(refused.type)} ${refused.reference}`}>
      <header>
        <p className={classes.what}>
          {eventName(refused.type)} ·{' '}
          <span translate="no" className="mono">
            {refused.reference}
          </span>
        </p>
        <p>{words.what}</p>
        {words.why !== '' && <p className={classes.muted}>{words.why}</p>}
        <p className={classes.muted}>{words.who}</p>
      </header>
      <div className={classes.versions}>
        <div className={classes.mine} role="group" aria-label={t('Mine')} tabIndex={0}>
          <p className={classes.whose}>
            {t('Mine,')} <Clock at={refused.at} show="absolute" />
          </p>
          <Version facets={refused.facets} payload={refused.payload} names={names} />
        </div>
        <div className={classes.theirs} role="group" aria-label={t('What stands')} tabIndex={0}>
          {refused.current ? (
            <>
              <p className={classes.whose}>
                {t('What stands: {{names}},', { names: names[refused.current.by] ?? t('a colleague') })}{' '}
                <Clock at={refused.current.at} show="absolute" />
              </p>
              <Version facets={refused.current.facets} payload={refused.current.payload} names={names} />
            </>
          ) : (
            <p className={classes.whose}>
              {refused.code === 'conflict'
                ? t('What stands has not arrived here yet.')
                : t('Nothing stands in its place.')}
            </p>
          )}
        </div>
      </div>
      {error && <ErrorNotice error={error} />}
      <div className={classes.acts}>
        <Button onClick={() => void settle()}>{t('Keep what stands')}</Button>
        <Button variant="main" onClick={anew}>
          {t('Open and decide anew')}
        </Button>
      </div>
    </article>
  );
}
