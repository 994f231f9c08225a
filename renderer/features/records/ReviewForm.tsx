import { useState } from 'react';
import { retentionSchedule, suggestedUntil } from '../../../shared/domain/retention.ts';
import { call } from '../../app/bridge.ts';
import { Field } from '../../ui/index.ts';
import { codeList } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import { RecordForm } from './RecordForm.tsx';
import styles from './records.module.css';
import { type FormProps, useSigning } from './use-signing.ts';

const today = () => new Date().toISOString().slice(0, 10);

/** The case is still needed: until when, in which group, and why. */
export function ReviewForm({ records, onDone }: FormProps) {
  const [group, setGroup] = useState(records.retention?.group ?? records.group);
  const [keepUntil, setKeepUntil] = useState(() => suggestedUntil(records.retention?.group ?? records.group, today()));
  const [why, setWhy] = useState('');
  const { busy, error, sign } = useSigning(onDone);
  const passed = keepUntil !== '' && keepUntil <= today();
  const facets = { schedule: retentionSchedule.version, group, keepUntil };
  return (
    <RecordForm
      label={t('Review')}
      act={t('Keep it')}
      ready={why.trim() !== '' && keepUntil !== '' && !passed}
      busy={busy}
      error={error}
      why={why}
      onWhy={setWhy}
      onSign={() =>
        void sign(
          () =>
            call('case.sign', {
              caseId: records.caseId,
              type: 'retention_reviewed',
              facets,
              payload: { why: why.trim() },
              basedOn: records.slot,
            }),
          t('Reviewed: kept until {{day}}', { day: keepUntil }),
        )
      }
    >
      <label className={styles.field}>
        <span>{t('Review group')}</span>
        <select
          data-autofocus
          value={group}
          disabled={busy}
          onChange={(event) => {
            setGroup(event.currentTarget.value);
            setKeepUntil(suggestedUntil(event.currentTarget.value, today()));
          }}
        >
          {codeList('review_group').entries.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={t('Keep until')}
        type="date"
        value={keepUntil}
        disabled={busy}
        problem={passed ? t('The day has to be in the future.') : null}
        onChange={(event) => setKeepUntil(event.currentTarget.value)}
      />
    </RecordForm>
  );
}
