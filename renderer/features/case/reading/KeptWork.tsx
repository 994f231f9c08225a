import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { KeptWork as Kept } from '../../../../shared/bridge/kept-work.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';
import { useKeptAsked } from '../../../app/kept-cases.ts';
import { announce, Button, ErrorNotice, TextArea } from '../../../ui/index.ts';
import { eventName } from '../../../words/labels.ts';
import { t } from '../../../words/t.ts';
import { VersionWords } from '../assess/VersionWords.tsx';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import styles from './reading.module.css';
import { sentenceOf } from './timeline-words.ts';

/** Work that came too late for this case: for its supervisors, who take it into the history, or dismiss it. */
export function KeptWork() {
  const { caseId, read, focusReading } = useOpenCase();
  const section = useRef<HTMLElement>(null);
  const asked = useKeptAsked((state) => state.caseId) === caseId && read.kept.length > 0;
  // Whoever came for it stands at it: first its pane, which a narrow window may not show, then its first button.
  useEffect(() => {
    if (!asked) return undefined;
    focusReading();
    const frame = requestAnimationFrame(() => {
      useKeptAsked.setState({ caseId: null });
      section.current?.scrollIntoView({ block: 'start' });
      (section.current?.querySelector<HTMLElement>('button:not(:disabled)') ?? section.current)?.focus({
        preventScroll: true,
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [asked, focusReading]);
  if (read.kept.length === 0) return null;
  return (
    <section ref={section} className={`${styles.facts} ${styles.keptWork}`} aria-labelledby="kept-work" tabIndex={-1}>
      <h2 id="kept-work" className={styles.heading}>
        {t('Work that could not be added')}
      </h2>
      <p className={styles.keptWhy}>
        {t(
          'It was signed before its author heard that they may not work on this case any more. Nothing of it counts yet.',
        )}
      </p>
      <ul className={styles.kept}>
        {read.kept.map((one) => (
          <KeptLine key={one.event} kept={one} />
        ))}
      </ul>
    </section>
  );
}

const whyWords: Readonly<Record<Kept['why'], string>> = {
  case_moved: t('The case had moved on.'),
  access_ended: t('Their access had ended.'),
  device_withdrawn: t('Their workstation had been withdrawn.'),
};

const notHere: Readonly<Record<Exclude<Kept['state'], 'here'>, string>> = {
  not_arrived: t('It has not come here yet. It comes at the next sync.'),
  sealed: t('None of the keys held here opens it.'),
  forged: t('It is not signed by its author’s workstation. Tell your administrator.'),
};

function KeptLine({ kept }: { readonly kept: Kept }) {
  const { caseId, nameOf, now, focusReading } = useOpenCase();
  const [dismissing, setDismissing] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  // The words of a decision begin with what was decided.
  const what = kept.type === 'decided' ? eventName(kept.type) : sentenceOf(kept.type, kept.facets, nameOf);
  const settle = async (how: 'added' | 'dismissed') => {
    setBusy(true);
    setError(null);
    const answer = await call('kept.settle', { caseId, kept: kept.event, how, reason: reason.trim() });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    announce(how === 'added' ? t('Added to the history of the case.') : t('Dismissed. It stays in the history.'));
    askAgain('case.read', 'kept.list');
    // The line goes, and the focus must not go with it.
    focusReading();
  };
  const dismiss = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '' && !busy) void settle('dismissed');
  };
  return (
    <li>
      <h3 className={styles.keptWho}>
        <strong>{nameOf(kept.by)}</strong> · <time dateTime={kept.at}>{dayAndTime(kept.at, now)}</time> ·{' '}
        {whyWords[kept.why]}
      </h3>
      {kept.state === 'here' ? (
        <VersionWords heading={what} type={kept.type} facets={kept.facets} payload={kept.payload} />
      ) : (
        <p>{notHere[kept.state]}</p>
      )}
      {kept.state === 'here' && !dismissing && (
        <p className={styles.keptActs}>
          <Button disabled={busy} onClick={() => void settle('added')}>
            {t('Add to the history')}
          </Button>
          <Button variant="quiet" disabled={busy} onClick={() => setDismissing(true)}>
            {t('Dismiss…')}
          </Button>
        </p>
      )}
      {dismissing && (
        <form
          onSubmit={dismiss}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setDismissing(false);
          }}
          aria-label={t('Dismiss the work of {{name}}', { name: nameOf(kept.by) })}
        >
          <TextArea
            label={t('Why it is dismissed')}
            name="reason"
            rows={2}
            maxLength={4000}
            autoFocus
            value={reason}
            disabled={busy}
            onChange={setReason}
            hint={t('The words stay in the history of the case, with your reason.')}
          />
          <p className={styles.keptActs}>
            <Button submit disabled={busy || reason.trim() === ''}>
              {t('Dismiss')}
            </Button>
            <Button variant="quiet" disabled={busy} onClick={() => setDismissing(false)}>
              {t('Back')}
            </Button>
          </p>
        </form>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </li>
  );
}
