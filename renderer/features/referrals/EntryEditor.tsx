import { useEffect, useRef } from 'react';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import type { CodeListName } from '../../../shared/domain/codes.ts';
import { nextOutcomes, recordedOf } from '../../../shared/domain/outcome-order.ts';
import { slotOf } from '../../../shared/domain/slots.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { announce, Button, Field, RadioKeys, TextArea } from '../../ui/index.ts';
import { codeList } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import { CodeSelect } from '../case/parts/CodeSelect.tsx';
import { SignBar } from '../case/parts/SignBar.tsx';
import { useCaret } from '../case/use-caret.ts';
import { useDraft } from '../case/use-draft.ts';
import { emptyEntry, EntryForm, entryGap, entryWords, eventOf, trackWord, type EntryType } from './entries.ts';
import { subjectName } from './subject-name.ts';
import styles from './investigation.module.css';

interface Props {
  readonly caseId: string;
  readonly type: EntryType;
  readonly read: CallOutput<'referral.read'>;
  readonly onClose: () => void;
}

const today = () => new Date().toISOString().slice(0, 10);

/** The form of one entry, a draft while it is typed. Of outcomes it offers only what can follow. */
export function EntryEditor({ caseId, type, read, onClose }: Props) {
  const { pack, investigation, drafts, slots } = read;
  const subjects = pack?.subjects.length ?? 0;
  const draft = useDraft(caseId, type, drafts, EntryForm, () => emptyEntry(today(), subjects));
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('select, textarea, input, [role="radio"]')?.focus();
  }, []);
  const { value, change } = draft;
  const { title, label, sign: signWord } = entryWords[type];
  const gap = entryGap(type, value);

  const listed = codesFor(type, value.track);
  const subject = value.subject === '' ? null : Number(value.subject);
  const following = nextOutcomes(value.track, recordedOf(investigation.outcomes, subject, value.track));
  // An outcome that was chosen and cannot follow any more must not be signed unseen.
  const code = type === 'outcome_recorded' && !following.includes(value.code) ? '' : value.code;

  const onSign = async () => {
    const event = eventOf(type, { ...value, code });
    const slot = slotOf(event);
    const signed = await call('case.sign', {
      caseId,
      ...event,
      basedOn: slot === null ? null : (slots[slot] ?? null),
      ...(draft.savedAt !== null && { draft: type }),
    });
    if (!signed.ok) return signed.error;
    draft.signed();
    announce(t('Signed.'));
    askAgain('referral.read', 'referrals.read');
    onClose();
    return null;
  };
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null} role="group" aria-label={title}>
      {type === 'outcome_recorded' && (
        <RadioKeys
          label={t('Proceedings')}
          choices={(['misconduct', 'criminal', 'list'] as const).map((track) => ({
            value: track,
            label: trackWord[track],
          }))}
          value={value.track}
          onChange={(track) => change({ track, code: '' })}
        />
      )}
      <div className={styles.fields}>
        {(type === 'outcome_recorded' || type === 'interim_measure') && subjects > 0 && (
          <SubjectSelect
            names={pack!.subjects.map((_, n) => subjectName(pack, n))}
            value={value.subject}
            onChange={(chosen) => change({ subject: chosen })}
          />
        )}
        {listed !== null && (
          <CodeSelect
            label={type === 'referral_returned' ? t('Reason, which the desk sees') : codeList(listed).title}
            list={listed}
            on={value.on}
            only={type === 'outcome_recorded' ? following : undefined}
            value={code}
            onChange={(chosen) => change({ code: chosen })}
          />
        )}
        {type === 'interim_measure' && (
          <RadioKeys
            label={t('From now on')}
            choices={[
              { value: 'set', label: t('In force') },
              { value: 'ended', label: t('Ended') },
            ]}
            value={value.set}
            onChange={(set) => change({ set })}
          />
        )}
        {dated.includes(type) && (
          <Field
            label={t('On')}
            type="date"
            max={today()}
            value={value.on}
            onChange={(event) => change({ on: event.currentTarget.value })}
          />
        )}
      </div>
      {type === 'outcome_recorded' && following.length === 0 && (
        <p className={styles.note}>{t('Nothing can follow what is recorded there.')}</p>
      )}
      <TextArea
        label={label}
        name="words"
        rows={type === 'investigation_closed' ? 6 : 2}
        maxLength={type === 'referral_returned' || type === 'interim_measure' ? 4000 : 20_000}
        value={value.words}
        onChange={(words) => change({ words })}
      />
      <SignBar words={signWord} draft={draft} lacks={gap === null ? [] : [gap]} onSign={onSign}>
        <Button variant="quiet" onClick={onClose}>
          {t('Not now')}
        </Button>
      </SignBar>
    </div>
  );
}

const dated: readonly EntryType[] = [
  'investigation_logged',
  'interim_measure',
  'outcome_recorded',
  'investigation_closed',
];

function codesFor(type: EntryType, track: EntryForm['track']): CodeListName | null {
  switch (type) {
    case 'referral_accepted':
      return null;
    case 'referral_returned':
      return 'return_reason';
    case 'investigation_logged':
      return 'investigation_step';
    case 'interim_measure':
      return 'interim_measure';
    case 'severity_assessed':
      return 'severity';
    case 'outcome_recorded':
      return track === 'misconduct' ? 'misconduct_outcome' : track === 'criminal' ? 'criminal_outcome' : 'list_entry';
    case 'investigation_closed':
      return 'closing_result';
  }
}

function SubjectSelect({
  names,
  value,
  onChange,
}: {
  readonly names: readonly string[];
  readonly value: string;
  readonly onChange: (subject: string) => void;
}) {
  return (
    <label className={styles.subject}>
      <span>{t('Against')}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)} translate="no">
        <option value="">{t('Nobody in particular')}</option>
        {names.map((name, n) => (
          <option key={n} value={String(n)}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
