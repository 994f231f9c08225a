import { t } from '../../words/t.ts';
import styles from './cover.module.css';

/** One line, on the card of what was signed; never in the middle of a case. */
export function BreakLine() {
  return (
    <p className={styles.break} role="note">
      {t('This was much to read. A few minutes away from it now is part of the work.')}
    </p>
  );
}
