import { useId } from 'react';
import type { CodeListName } from '../../../../shared/domain/codes.ts';
import { offeredCodes } from './offered-codes.ts';
import styles from './parts.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  readonly label: string;
  readonly list: CodeListName;
  readonly value: string;
  /** The day on which it is chosen, or an instant of it; ISO 8601. */
  readonly on: string;
  /** The codes that may be chosen, where what went before leaves only some. */
  readonly only?: readonly string[] | undefined;
  readonly onChange: (code: string) => void;
}

/** One code out of a dated list; nothing is chosen silently. A code that is no longer offered stays readable. */
export function CodeSelect({ label, list, value, on, only, onChange }: Props) {
  const id = useId();
  const offered = offeredCodes(list, value === '' ? [] : [value], on);
  return (
    <div className={styles.select}>
      <label htmlFor={id} className={styles.legend}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('Choose')}</option>
        {offered
          .filter(({ code }) => only?.includes(code) ?? true)
          .map((entry) => (
            <option key={entry.code} value={entry.code}>
              {entry.label}
              {entry.dates !== null && ` (${entry.dates})`}
            </option>
          ))}
      </select>
    </div>
  );
}
