import { Button } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { fieldOfInstant } from '../london-field.ts';

interface Props {
  readonly label: string;
  /** As the field gives it, on the clock of London. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time that has passed, with a key for now. */
export function TimeField({ label, value, onChange }: Props) {
  return (
    <div className={styles.times}>
      <label>
        <span className={styles.small}>{label}</span>
        <input type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
      </label>
      <Button
        variant="quiet"
        aria-label={t('{{label}}: now', { label })}
        onClick={() => onChange(fieldOfInstant(new Date().toISOString()))}
      >
        {t('Now')}
      </Button>
    </div>
  );
}
