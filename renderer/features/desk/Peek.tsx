import { useEffect, useState } from 'react';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Chip, Clock, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { channelName, nextActs, stateNames, urgencyName } from '../../words/labels.ts';
import { PeekedContact } from '../case/safeguarding/PeekedContact.tsx';
import { coverLine } from './cover-line.ts';
import classes from './Peek.module.css';
import { t } from '../../words/t.ts';

/** Milliseconds that the cursor must rest on a row before its case is read. */
const restFor = 120;

/** What a case is, before it is opened: the cover line first, text only when asked for. `titled`: its reference stands above. */
export function Peek({ row, titled = false }: { row: DeskRow; titled?: boolean }) {
  const [rested, setRested] = useState<string | null>(null);
  const [textOf, setTextOf] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(row.caseId), restFor);
    return () => clearTimeout(timer);
  }, [row.caseId]);
  const ready = rested === row.caseId;
  const read = useCall('case.read', { caseId: row.caseId, peek: true }, { enabled: ready });
  const file = ready ? (read.value?.file ?? null) : null;
  const report = file?.report ?? null;
  return (
    <div className={classes.peek}>
      <div>
        {!titled && (
          <p translate="no" className={`mono ${classes.reference}`}>
            {row.reference}
          </p>
        )}
        <p className={classes.cover}>{coverLine(row, file)}</p>
        <p className={classes.chips}>
          <Chip tone={row.danger === 'yes' ? 'danger' : 'plain'}>
            {row.danger === 'yes' ? t('A person in danger') : urgencyName(row.urgency)}
          </Chip>
          <Chip>{stateNames[row.state]}</Chip>
          {row.draft && <Chip tone="local">{t('Draft here')}</Chip>}
          {row.waiting > 0 && <Chip tone="local">{t('{{waiting}} waiting', { waiting: row.waiting })}</Chip>}
          {row.refused > 0 && <Chip tone="local">{t('{{refused}} refused', { refused: row.refused })}</Chip>}
          {!row.verified && <Chip>{t('Not yet verified')}</Chip>}
          {row.needsUpdate && <Chip>{t('Needs an update')}</Chip>}
          {file !== null && <PeekedContact file={file} />}
        </p>
      </div>
      <dl className={classes.facts}>
        <dt>{t('Next act')}</dt>
        <dd>{nextActs[row.nextAct]}</dd>
        <dt>{t('Received')}</dt>
        <dd>
          <Clock at={row.receivedAt} />
        </dd>
        <dt>{t('Force')}</dt>
        <dd>{forceByShort(row.force)?.name ?? row.force}</dd>
        <dt>{t('Came by')}</dt>
        <dd>{channelName(row.channel)}</dd>
        <dt>{t('Contact')}</dt>
        <dd>{row.keepInContact ? t('Through the charity') : t('Not possible')}</dd>
        <dt>{t('Reported')}</dt>
        <dd>
          <Foreign text={row.roles === '' ? t('Nothing is said') : row.roles} />
        </dd>
        <dt>{t('Holder')}</dt>
        <dd>
          <Foreign text={row.allocatedTo?.name ?? t('Nobody')} />
        </dd>
        {row.subject !== null && (
          <>
            <dt>{t('Subject')}</dt>
            <dd>
              <Foreign text={row.subject} />
            </dd>
          </>
        )}
        {(read.value?.related ?? []).map((related) => (
          <Related key={related.caseId} related={related} />
        ))}
      </dl>
      {read.error && <ErrorNotice error={read.error} />}
      {row.screened === null && (
        <div className={classes.closed}>
          <p>{t('Names and text open after the conflict screen.')}</p>
          <Button keys="C" onClick={() => usePlace.getState().go({ screen: 'conflict' })}>
            {t('Conflict pass')}
          </Button>
        </div>
      )}
      {row.screened === 'declared' && (
        <p className={classes.closed}>{t('You declared a conflict: this case is closed to you.')}</p>
      )}
      {row.screened === 'none' &&
        (report === null ? (
          read.loading && <Skeleton rows={3} />
        ) : textOf === row.caseId ? (
          <div className={classes.text}>
            {report.narrative.split(/\n+/).map((paragraph, index) => (
              <Foreign key={index} as="p" text={paragraph} />
            ))}
          </div>
        ) : (
          <Button onClick={() => setTextOf(row.caseId)}>{t('Show the text')}</Button>
        ))}
    </div>
  );
}

function Related({
  related,
}: {
  related: { caseId: string; reference: string; relation: 'first_report' | 'follow_up' };
}) {
  const go = usePlace((state) => state.go);
  return (
    <>
      <dt>{related.relation === 'first_report' ? t('First report') : t('Follow-up')}</dt>
      <dd>
        <button type="button" className={classes.link} onClick={() => go({ screen: 'case', caseId: related.caseId })}>
          <span translate="no" className="mono">
            {related.reference}
          </span>
        </button>
      </dd>
    </>
  );
}
