import { useRef } from 'react';
import { codeList, labelOf } from '../../../words/codes.ts';
import { recipientName } from '../../../words/recipients.ts';
import { t } from '../../../words/t.ts';
import { oversightBodiesOf, type CodeListName } from '../../../../shared/domain/codes.ts';
import { referralDueAt } from '../../../../shared/domain/statutory-clock.ts';
import { latest } from '../../../../shared/domain/case-file.ts';
import { Field, TextArea } from '../../../ui/index.ts';
import { useFocusFirst } from '../../danger/focus-first.ts';
import styles from '../assess/assess.module.css';
import { useOpenCase } from '../open-case.ts';
import { CodeSelect } from '../parts/CodeSelect.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import classes from './recipients.module.css';
import {
  closedBecause,
  contentsOf,
  emptyTell,
  facetsOf,
  forceName,
  handKinds,
  isLate,
  startOf,
  tellGaps,
  TellForm,
} from './tell-form.ts';
import { TimeField } from './TimeField.tsx';

export const TELL_PART = 'recipient new';

/** Somebody is told of the case by other means than a pack: each kind with its own fields. */
export function TellRecipient({ onSigned }: { readonly onSigned: () => void }) {
  const { caseId, read, file, now } = useOpenCase();
  const draft = useDraft(caseId, TELL_PART, read.drafts, TellForm, emptyTell);
  const form = useRef<HTMLDivElement>(null);
  useFocusFirst(form, ...(draft.caret === null ? [] : [`[name="${draft.caret.field}"]`]), 'select');
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const { force } = read.row;
  const day = new Date(now).toISOString();
  const due = statutoryDue(file);
  const { kind } = value;
  const closed = kind === '' ? null : closedBecause(kind, file, force);
  const toggle = (code: string) =>
    change({
      codes: value.codes.includes(code) ? value.codes.filter((one) => one !== code) : [...value.codes, code],
    });
  const boxes = (legend: string, list: CodeListName) => (
    <fieldset className={classes.boxes}>
      <legend className={styles.small}>{legend}</legend>
      {codeList(list).entries.map(({ code, label }) => (
        <label key={code}>
          <input type="checkbox" checked={value.codes.includes(code)} onChange={() => toggle(code)} /> {label}
        </label>
      ))}
    </fieldset>
  );
  const one = (label: string, list: CodeListName, name: 'code' | 'severity' | 'late' | 'means' = 'code') => (
    <CodeSelect label={label} list={list} on={day} value={value[name]} onChange={(code) => change({ [name]: code })} />
  );
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <label className={styles.above}>
        <span className={styles.small}>{t('Who was told')}</span>
        <select
          value={kind}
          data-autofocus
          onChange={(event) => {
            const chosen = TellForm.shape.kind.parse(event.currentTarget.value);
            change(chosen === '' ? { kind: '' } : startOf(chosen, file, force));
          }}
        >
          <option value="">{t('Choose')}</option>
          {handKinds.map((one) => (
            <option key={one} value={one}>
              {recipientName(one)}
            </option>
          ))}
        </select>
      </label>
      {kind === '' && (
        <p className={styles.muted}>
          {t('For who has no workstation of Candour. Detectives receive statements as a pack, and in no other way.')}
        </p>
      )}
      {closed !== null && (
        <p className={styles.due} role="status">
          {closed}
        </p>
      )}
      {kind !== '' && closed === null && (
        <>
          {kind === 'other_force' && <p>{forceName(value.body)}</p>}
          {kind === 'oversight' && (
            <>
              <label className={styles.above}>
                <span className={styles.small}>{t('Oversight body')}</span>
                <select value={value.body} onChange={(event) => change({ body: event.currentTarget.value })}>
                  {oversightBodiesOf(force).map((body) => (
                    <option key={body} value={body}>
                      {labelOf('oversight_body', body)}
                    </option>
                  ))}
                </select>
              </label>
              {boxes(t('Grounds'), 'mandatory_referral_ground')}
            </>
          )}
          {kind === 'safeguarding' && boxes(t('What is asked'), 'safeguarding_request')}
          {kind === 'other_force' && one(t('Why it goes there'), 'transfer_reason')}
          {kind === 'professional_standards' && (
            <>
              {one(t('Kind of matter'), 'matter_type')}
              {one(t('Severity if proved, where it is assessed'), 'severity', 'severity')}
            </>
          )}
          {kind === 'vetting' && one(t('What is asked'), 'vetting_purpose')}
          <Field
            label={t('Who took it there: name and role, or mailbox')}
            name="who"
            maxLength={400}
            value={value.who}
            onChange={(event) => change({ who: event.currentTarget.value })}
          />
          <TextArea
            label={t('What was passed on, in a line')}
            name="passed"
            rows={2}
            maxLength={4000}
            value={value.passed}
            onChange={(passed) => change({ passed })}
          />
          {one(t('How it went'), 'recipient_means', 'means')}
          <TimeField label={t('Told at')} value={value.toldAt} onChange={(toldAt) => change({ toldAt })} />
          {kind === 'oversight' && isLate(value.toldAt, due) && one(t('Why it is late'), 'late_reason', 'late')}
          <TextArea
            label={t('Note')}
            name="note"
            rows={1}
            maxLength={4000}
            value={value.note}
            onChange={(note) => change({ note })}
          />
        </>
      )}
      <SignBar
        words={t('Sign what was told')}
        draft={draft}
        enabled={false}
        lacks={closed !== null ? [closed] : tellGaps(value, due)}
        onSign={async () => {
          const error = await signDraft(draft, TELL_PART, {
            type: 'recipient_told',
            facets: facetsOf(value, due),
            payload: contentsOf(value),
          });
          if (error === null) onSigned();
          return error;
        }}
      />
    </div>
  );
}

/** When the mandatory referral was due by the last test and notice, whether or not its clock still runs. */
function statutoryDue(file: Parameters<typeof latest>[0]): string | null {
  const test = latest(file, 'referral_test');
  if (test?.facets.grounds.some(({ answer }) => answer === 'yes') !== true) return null;
  const times = [
    test.facets.becameClearAt ?? test.at,
    ...file.work.authority.flatMap(({ facets }) => facets.becameClearAt ?? []).slice(-1),
  ];
  return referralDueAt(times.toSorted()[0]!);
}
