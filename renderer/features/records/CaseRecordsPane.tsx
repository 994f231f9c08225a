import { useCallback, useState } from 'react';
import type { CaseRecords } from '../../../shared/bridge/records.ts';
import { retentionSchedule } from '../../../shared/domain/retention.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Chip, Clock, Dialog, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { labelOf } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import { calendarDay } from '../../words/time.ts';
import { ApproveForm } from './ApproveForm.tsx';
import { HoldForm, LiftForm } from './HoldForms.tsx';
import { ProposeForm } from './ProposeForm.tsx';
import { groundName, noteOf, scheduleSource, scopeWords } from './record-words.ts';
import styles from './records.module.css';
import { ReturnForm } from './ReturnForm.tsx';
import { ReviewForm } from './ReviewForm.tsx';

type Form = 'review' | 'hold' | 'lift' | 'propose' | 'approve' | 'return';

const titles: Readonly<Record<Form, string>> = {
  review: t('Review'),
  hold: t('Set a legal hold'),
  lift: t('Lift the hold'),
  propose: t('Propose to dispose of the case'),
  approve: t('Approve the disposal'),
  return: t('Return the proposal'),
};

/** What is known of the keeping of one case, and what may be done about it. */
export function CaseRecordsPane({ caseId }: { readonly caseId: string }) {
  const records = useCall('records.read', { caseId });
  const [form, setForm] = useState<Form | null>(null);
  const go = usePlace((place) => place.go);
  const close = useCallback(() => setForm(null), []);
  const value = records.value;
  const acts = value !== undefined && value.erased === null && value.screened;
  const proposed = acts && value.proposal !== null;
  useCommand('records.review', () => setForm('review'), acts && !proposed);
  useCommand('records.hold', () => setForm('hold'), acts);
  useCommand('records.lift', () => setForm('lift'), acts && value.holds.length > 0);
  useCommand('records.propose', () => setForm('propose'), acts && !proposed);
  useCommand('records.approve', () => setForm('approve'), proposed && value.proposal?.own === false);
  useCommand('records.return', () => setForm('return'), proposed);
  if (value === undefined)
    return (
      <aside className={styles.pane} aria-label={t('Keeping of the case')}>
        {records.error === null ? <Skeleton rows={6} /> : <ErrorNotice error={records.error} />}
      </aside>
    );
  return (
    <aside className={styles.pane} aria-label={t('Keeping of the case')} data-pane="case records" tabIndex={-1}>
      <header className={styles.paneHead}>
        <h2 translate="no" className="mono">
          {value.reference}
        </h2>
        {value.waiting && <Chip tone="local">{t('waits for the hub')}</Chip>}
        {value.holds.length > 0 && <Chip tone="due">{t('Legal hold')}</Chip>}
        <Button variant="quiet" onClick={() => go({ screen: 'case', caseId })} keys="Enter">
          {t('Open the case')}
        </Button>
      </header>
      {value.erased !== null ? <Erased erased={value.erased} /> : <Standing records={value} />}
      {!value.screened && value.erased === null && (
        <div className={styles.part}>
          <p>{t('Pass the conflict screen of the case first: what was written about it may name somebody.')}</p>
          <Button onClick={() => go({ screen: 'conflict', caseId })}>{t('Conflict pass')}</Button>
        </div>
      )}
      {acts && (
        <div className={styles.acts}>
          {value.proposal === null ? (
            <>
              <Button onClick={() => setForm('review')} keys="R">
                {t('Review…')}
              </Button>
              <Button onClick={() => setForm('propose')} keys="D">
                {t('Propose to dispose…')}
              </Button>
            </>
          ) : (
            <>
              {!value.proposal.own && (
                <Button variant="danger" onClick={() => setForm('approve')} keys="A">
                  {t('Approve…')}
                </Button>
              )}
              <Button onClick={() => setForm('return')} keys="B">
                {value.proposal.own ? t('Take back…') : t('Return…')}
              </Button>
            </>
          )}
          <Button onClick={() => setForm('hold')} keys="H">
            {t('Set a hold…')}
          </Button>
          {value.holds.length > 0 && (
            <Button onClick={() => setForm('lift')} keys="L">
              {t('Lift a hold…')}
            </Button>
          )}
        </div>
      )}
      <Dialog open={form !== null} onClose={close} title={form === null ? '' : titles[form]} width={560}>
        {form === 'review' && <ReviewForm records={value} onDone={close} />}
        {form === 'hold' && <HoldForm records={value} onDone={close} />}
        {form === 'lift' && <LiftForm records={value} onDone={close} />}
        {form === 'propose' && <ProposeForm records={value} onDone={close} />}
        {form === 'approve' && <ApproveForm records={value} onDone={close} />}
        {form === 'return' && <ReturnForm records={value} onDone={close} />}
      </Dialog>
    </aside>
  );
}

function Standing({ records }: { readonly records: CaseRecords }) {
  const { retention, review, holds, proposal, open, group } = records;
  return (
    <>
      {proposal !== null && (
        <section className={styles.part} aria-label={t('Disposal proposed')}>
          <h3>{t('Disposal proposed')}</h3>
          <p>
            {t('{{what}}, proposed by {{name}}.', { what: scopeWords(proposal.what), name: proposal.by.name })}{' '}
            <Clock at={proposal.at} show="absolute" />
          </p>
          <p>{groundName[proposal.what.ground]}</p>
          {proposal.why !== null && <Foreign as="p" text={proposal.why} />}
          {proposal.own && <p className={styles.muted}>{t('Somebody else approves it or returns it.')}</p>}
        </section>
      )}
      {holds.length > 0 && (
        <section className={styles.part} aria-label={t('Legal holds')}>
          <h3>{t('Legal holds')}</h3>
          <ul>
            {holds.map((hold) => (
              <li key={hold.hold}>
                <strong>{labelOf('legal_hold', hold.kind)}</strong> {t('set by {{name}}', { name: hold.by.name })}{' '}
                <Clock at={hold.at} show="absolute" />
                {hold.reviewOn !== null && ` · ${t('looked at again on {{day}}', { day: calendarDay(hold.reviewOn) })}`}
                {hold.why !== null && <Foreign as="p" text={hold.why} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.part} aria-label={t('Retention schedule')}>
        <h3>{t('Retention schedule')}</h3>
        <dl className={styles.facts}>
          <dt>{t('Review group')}</dt>
          <dd>{labelOf('review_group', retention?.group ?? group)}</dd>
          {retention === null ? (
            <>
              <dt>{t('Due')}</dt>
              <dd>{open ? t('Not yet: the case is still open.') : '–'}</dd>
            </>
          ) : (
            <>
              <dt>{t('Clear since')}</dt>
              <dd>{calendarDay(retention.clearFrom)}</dd>
              <dt>{t('Due')}</dt>
              <dd>{calendarDay(retention.due)}</dd>
            </>
          )}
        </dl>
        <p className={styles.muted}>{noteOf(retention?.group ?? group)}</p>
        <details>
          <summary>{t('Schedule {{version}}', { version: retention?.schedule ?? retentionSchedule.version })}</summary>
          <p className={styles.muted}>{scheduleSource()}</p>
        </details>
        {review !== null && (
          <div>
            <p>
              {t('Reviewed by {{name}}: kept until {{day}}.', {
                name: review.by.name,
                day: calendarDay(review.keepUntil),
              })}{' '}
              <Clock at={review.at} show="absolute" />
            </p>
            {review.why !== null && <Foreign as="p" text={review.why} />}
          </div>
        )}
      </section>
    </>
  );
}

function Erased({ erased }: { readonly erased: NonNullable<CaseRecords['erased']> }) {
  return (
    <section className={styles.part} aria-label={t('Contents erased')}>
      <h3>{t('The contents of this case were erased.')}</h3>
      <dl className={styles.facts}>
        <dt>{t('Proposed by')}</dt>
        <dd>{erased.proposedBy?.name ?? '–'}</dd>
        <dt>{t('Approved by')}</dt>
        <dd>{erased.by.name}</dd>
        <dt>{t('When')}</dt>
        <dd>
          <Clock at={erased.at} show="absolute" />
        </dd>
        <dt>{t('Ground')}</dt>
        <dd>{groundName[erased.ground]}</dd>
        <dt>{t('Retention schedule')}</dt>
        <dd>{t('Schedule {{version}}', { version: erased.schedule })}</dd>
        <dt>{t('Review group')}</dt>
        <dd>{labelOf('review_group', erased.group)}</dd>
        {erased.due !== null && (
          <>
            <dt>{t('Due')}</dt>
            <dd>{calendarDay(erased.due)}</dd>
          </>
        )}
      </dl>
      <p className={styles.muted}>
        {t(
          'What happened and when, who did it, and the hash of everything that was there stays in the case’s history and in the hub’s record.',
        )}
      </p>
    </section>
  );
}
