import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DangerAbout } from '../../../shared/bridge/danger.ts';
import type { TextTarget } from '../../../shared/domain/annotation.ts';
import { type Answered, call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { announce, Button, Empty, ErrorNotice, Foreign, Skeleton, TextArea } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { SignBar } from '../case/parts/SignBar.tsx';
import { useCaret } from '../case/use-caret.ts';
import { useDraft } from '../case/use-draft.ts';
import { timeOf } from '../case/when.ts';
import classes from './danger.module.css';
import { showDanger } from './danger-place.ts';
import { useFocusFirst } from './focus-first.ts';
import { Officers } from './Officers.tsx';
import { DangerForm, longest, payloadOf, prefilled } from './prefill.ts';

interface Props {
  readonly caseId: string;
  readonly passage: TextTarget | null;
}

/** The sheet of a danger: opened from anywhere, on a case that is not screened too. Signed without a hold. */
export function RaiseDanger({ caseId, passage }: Props) {
  // Asked anew each time: what was answered before may be from before the conflict screen.
  const [about, setAbout] = useState<Answered<DangerAbout> | null>(null);
  const read = useCallback(() => void call('danger.about', { caseId }).then(setAbout), [caseId]);
  useEffect(read, [read]);
  if (about === null) return <Skeleton rows={8} />;
  if (about.ok) return <Sheet about={about.value} passage={passage} />;
  if (about.error.code === 'case_unknown')
    return <Empty title={t('This case is closed to you.')}>{t('Tell a colleague who can open it, at once.')}</Empty>;
  return <ErrorNotice error={about.error} action={<Button onClick={read}>{t('Try again')}</Button>} />;
}

const PART = 'danger';

function Sheet({ about, passage }: { readonly about: DangerAbout; readonly passage: TextTarget | null }) {
  const { caseId, officers, safeContact } = about;
  const empty = useMemo(() => () => prefilled(about, passage), [about, passage]);
  const draft = useDraft(caseId, PART, about.drafts, DangerForm, empty);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  useFocusFirst(form, ...(draft.caret === null ? ['textarea:placeholder-shown', 'textarea'] : ['textarea:focus']));
  const { value, change } = draft;
  const before = (useCall('danger.open', {}).value ?? []).find((alert) => alert.caseId === caseId);
  const lacks = value.who.trim() === '' && value.whyNow.trim() === '' ? [t('Say who is in danger, or why now.')] : [];

  const onSign = async () => {
    const [officer] = officers;
    const answer = await call('case.sign', {
      caseId,
      type: 'danger_raised',
      facets: officer === undefined ? {} : { officer: officer.user },
      payload: payloadOf(value),
      ...(draft.savedAt !== null && { draft: PART }),
    });
    if (!answer.ok) return answer.error;
    draft.signed();
    askAgain('danger.open', 'case.read');
    announce(t('Signed. It is on its way to your colleagues.'), true);
    if (answer.value.event !== null) showDanger({ show: 'alert', caseId, alert: answer.value.event });
    return null;
  };
  const field = (name: 'who' | 'where' | 'whyNow' | 'safeContact', label: string, rows: number) => (
    <TextArea
      label={label}
      name={name}
      rows={rows}
      maxLength={longest[name]}
      placeholder=" "
      value={value[name]}
      onChange={(text) => change({ [name]: text })}
    />
  );
  return (
    <div ref={form} className={classes.form} data-signs>
      <p className={classes.about}>
        <span translate="no" className="mono">
          {about.reference}
        </span>{' '}
        · {about.unitName}
      </p>
      <p className={classes.first}>{t('If life is at risk this minute, ring 999 first.')}</p>
      {!about.screened && (
        <p className={classes.muted}>
          {t('You have not passed the conflict screen of this case. Risk comes first; the log shows that it did.')}
        </p>
      )}
      {before !== undefined && (
        <p className={classes.muted}>
          {t('An alert of {{time}} on this case is open already.', { time: timeOf(before.at) })}{' '}
          <Button variant="quiet" onClick={() => showDanger({ show: 'alert', caseId, alert: before.alert })}>
            {t('Show it')}
          </Button>
        </p>
      )}
      {field('who', t('Who is in danger (never the reporter)'), 2)}
      {field('where', t('Where'), 1)}
      {field('whyNow', t('Why now'), 3)}
      {value.quote !== null && (
        <p className={classes.quoted}>
          <q>
            <Foreign text={value.quote.exact} />
          </q>{' '}
          <Button variant="quiet" onClick={() => change({ quote: null })}>
            {t('Send without the quotation')}
          </Button>
        </p>
      )}
      {field('safeContact', t('Safe contact: how to reach them without harm'), 2)}
      {safeContact !== null && safeContact.never.trim() !== '' && (
        <p className={classes.never}>
          {t('Never')}: <Foreign text={safeContact.never} />
        </p>
      )}
      <Officers officers={officers} />
      <SignBar words={t('Send now')} draft={draft} lacks={lacks} onSign={onSign} />
    </div>
  );
}
