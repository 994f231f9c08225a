import { useState } from 'react';
import { call } from '../../app/bridge.ts';
import { Field } from '../../ui/index.ts';
import { codeList, labelOf } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import { RecordForm } from './RecordForm.tsx';
import styles from './records.module.css';
import { type FormProps, useSigning } from './use-signing.ts';

/** Whatever the schedule says, nothing of the case is erased until the hold is lifted. */
export function HoldForm({ records, onDone }: FormProps) {
  const [kind, setKind] = useState('');
  const [reviewOn, setReviewOn] = useState('');
  const [why, setWhy] = useState('');
  const { busy, error, sign } = useSigning(onDone);
  const facets = { kind, ...(reviewOn !== '' && { reviewOn }) };
  return (
    <RecordForm
      label={t('Set a legal hold')}
      act={t('Hold')}
      ready={kind !== '' && why.trim() !== ''}
      busy={busy}
      error={error}
      why={why}
      onWhy={setWhy}
      onSign={() =>
        void sign(
          () => call('case.sign', { caseId: records.caseId, type: 'hold_set', facets, payload: { why: why.trim() } }),
          t('The case is held.'),
        )
      }
    >
      <label className={styles.field}>
        <span>{t('Why a case is held')}</span>
        <select data-autofocus value={kind} disabled={busy} onChange={(event) => setKind(event.currentTarget.value)}>
          <option value="">{t('Choose a reason')}</option>
          {codeList('legal_hold').entries.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={t('Look at it again on (may be left out)')}
        type="date"
        value={reviewOn}
        disabled={busy}
        onChange={(event) => setReviewOn(event.currentTarget.value)}
      />
    </RecordForm>
  );
}

/** A hold is lifted for a reason; others on the same case stay. */
export function LiftForm({ records, onDone }: FormProps) {
  const [hold, setHold] = useState(records.holds[0]?.hold ?? '');
  const [why, setWhy] = useState('');
  const { busy, error, sign } = useSigning(onDone);
  return (
    <RecordForm
      label={t('Lift the hold')}
      act={t('Lift the hold')}
      ready={hold !== '' && why.trim() !== ''}
      busy={busy}
      error={error}
      why={why}
      onWhy={setWhy}
      onSign={() =>
        void sign(
          () =>
            call('case.sign', {
              caseId: records.caseId,
              type: 'hold_lifted',
              facets: { hold },
              payload: { why: why.trim() },
            }),
          t('The hold is lifted.'),
        )
      }
    >
      <label className={styles.field}>
        <span>{t('Legal hold')}</span>
        <select data-autofocus value={hold} disabled={busy} onChange={(event) => setHold(event.currentTarget.value)}>
          {records.holds.map((one) => (
            <option key={one.hold} value={one.hold}>
              {t('{{kind}}, set by {{name}}', { kind: labelOf('legal_hold', one.kind), name: one.by.name })}
            </option>
          ))}
        </select>
      </label>
    </RecordForm>
  );
}
