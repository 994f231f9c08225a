import { referralDueAt } from '../../../../shared/domain/statutory-clock.ts';
import { Button, ClockMark } from '../../../ui/index.ts';
import { fieldOfInstant, instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime, relative } from '../when.ts';
import styles from './assess.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  /** As the field gives it, on the clock of London. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** When it first became clear that the matter must be referred, and when that makes it due. */
export function ClearAt({ value, onChange }: Props) {
  const { now } = useOpenCase();
  const clear = instantOfField(value);
  const future = clear !== null && Date.parse(clear) > Date.now() + 60_000;
  const due = clear === null || future ? null : referralDueAt(clear);
  const passed = due !== null && Date.parse(due) < now;
  return (
    <div className={styles.clock}>
      <label>
        <span className={styles.small}>{t('When did that first become clear?')}</span>
        <input
          type="datetime-local"
          name="clear"
          max={fieldOfInstant(new Date(now + 60_000).toISOString())}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <Button variant="quiet" onClick={() => onChange(fieldOfInstant(new Date().toISOString()))}>
        {t('Now')}
      </Button>
      {due !== null && (
        <p className={passed ? styles.passed : styles.due} role="status">
          <ClockMark kind="statutory" />{' '}
          {passed
            ? t('clear {{dayAndTime}}, was due {{dayAndTime2}}, {{relative}}', {
                dayAndTime: dayAndTime(clear!, now),
                dayAndTime2: dayAndTime(due, now),
                relative: relative(due, now),
              })
            : t('clear {{dayAndTime}}, due {{dayAndTime2}}, {{relative}}', {
                dayAndTime: dayAndTime(clear!, now),
                dayAndTime2: dayAndTime(due, now),
                relative: relative(due, now),
              })}
        </p>
      )}
    </div>
  );
}
