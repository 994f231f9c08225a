import { useId } from 'react';
import type { CodeEntry } from '../../../../shared/domain/codes.ts';
import styles from './parts.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  readonly label: string;
  readonly codes: readonly CodeEntry[];
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** One code out of a dated list; nothing is chosen silently. A code that is no longer offered stays readable. */
export function CodeSelect({ label, codes, value, onChange }: Props) {
  const id = useId();
  const today = new Date().toISOString().slice(0, 10);
  const offered = codes.filter(
    ({ code, validFrom, validTo }) => code === value || (validFrom <= today && (validTo ?? today) >= today),
  );
  return (
    <div className={styles.select}>
      <label htmlFor={id} className={styles.legend}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('Choose')}</option>
        {offered.map((entry) => (
          <option key={entry.code} value={entry.code}>
            {entry.label}
            {entry.validTo !== undefined &&
              entry.validTo < today &&
              ` ${t('(until {{validTo}})', { validTo: entry.validTo })}`}
          </option>
        ))}
      </select>
    </div>
  );
}
