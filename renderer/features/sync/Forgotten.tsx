import { useState } from 'react';
import type { Forgotten as Entry } from '../../../shared/bridge/forgotten.ts';
import { useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Clock, ErrorNotice, Foreign } from '../../ui/index.ts';
import { eventName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { VersionWords } from '../case/assess/VersionWords.tsx';
import { sentenceOf } from '../case/reading/timeline-words.ts';
import classes from './Sync.module.css';
import { useNames } from './use-names.ts';

const SHOWN = 3;

/** What a hub that came back from a backup no longer has of colleagues' work: out of every case, its words still here. */
export function Forgotten({ onLeave }: { readonly onLeave: () => void }) {
  const forgotten = useCall('forgotten.read', {});
  const [all, setAll] = useState(false);
  const rows = forgotten.value ?? [];
  if (rows.length === 0) return forgotten.error === null ? null : <ErrorNotice error={forgotten.error} />;
  return (
    <section className={classes.refusals} aria-label={t('Forgotten by the hub')}>
      <h3 className={classes.heading}>{t('Forgotten by the hub')}</h3>
      <p className={classes.muted}>
        {t(
          'The hub was restored from a backup and has lost these entries of colleagues. They count nowhere, on no workstation; their words are kept here. The workstation that signed one offers it again at its next sync, and the hub decides anew. If that workstation never comes back, its author has to sign it again.',
        )}
      </p>
      {(all ? rows : rows.slice(0, SHOWN)).map((entry) => (
        <Line key={entry.event} entry={entry} onLeave={onLeave} />
      ))}
      {!all && rows.length > SHOWN && (
        <div className={classes.acts}>
          <Button onClick={() => setAll(true)}>{t('Show all {{rows}}', { rows: rows.length })}</Button>
        </div>
      )}
    </section>
  );
}

const notHere: Readonly<Record<Exclude<Entry['state'], 'here'>, string>> = {
  not_screened: t('Its words are shown once you have passed the conflict screen of the case.'),
  sealed: t('None of the keys held here opens it.'),
};

function Line({ entry, onLeave }: { readonly entry: Entry; readonly onLeave: () => void }) {
  const go = usePlace((place) => place.go);
  const names = useNames();
  const { type, reference, by, at, setAsideAt, state, facets, payload, caseId } = entry;
  const nameOf = (user: string) => names[user] ?? t('a colleague');
  const what = state === 'here' && type !== 'decided' ? sentenceOf(type, facets, nameOf) : eventName(type);
  return (
    <article className={`${classes.refusal} ${classes.notice}`} aria-label={`${eventName(type)} ${reference}`}>
      <p className={classes.what}>
        {eventName(type)} ·{' '}
        <span translate="no" className="mono">
          {reference}
        </span>
      </p>
      <p className={classes.muted}>
        <Foreign text={by.name === '' ? t('a colleague') : by.name} />, <Clock at={at} show="absolute" />.{' '}
        {t('Missed at the hub since')} <Clock at={setAsideAt} show="absolute" />.
      </p>
      {state === 'here' ? (
        <VersionWords heading={what} type={type} facets={facets} payload={payload} />
      ) : (
        <p>{notHere[state]}</p>
      )}
      <div className={classes.acts}>
        <Button
          onClick={() => {
            go({ screen: 'case', caseId });
            onLeave();
          }}
        >
          {t('Open the case')}
        </Button>
      </div>
    </article>
  );
}
