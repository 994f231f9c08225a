import { revealing } from '../../../../shared/domain/revealing.ts';
import { Foreign } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';

/** Why it cannot be signed as it stands: it could tell that a report exists, and nobody has said that it does not leave. */
export const revealingGaps = (text: string, inside: boolean): string[] =>
  revealing(text).length === 0 || inside
    ? []
    : [t('Reword it, or say that nobody outside the unit is told these words.')];

interface Props {
  readonly text: string;
  readonly inside: boolean;
  readonly onInside: (inside: boolean) => void;
}

/** Words that could tell whoever is rung or visited that there was a report. */
export function Revealing({ text, inside, onInside }: Props) {
  const words = revealing(text);
  return (
    <>
      <p className={styles.muted}>{t('No contact may reveal that a report exists: give another reason, or none.')}</p>
      {words.length > 0 && (
        <div role="group" aria-label={t('Could reveal that a report exists')}>
          <p>
            <strong>{t('Could reveal that a report exists:')}</strong> <Foreign text={words.join(', ')} />
          </p>
          <label>
            <input type="checkbox" checked={inside} onChange={(event) => onInside(event.currentTarget.checked)} />{' '}
            {t('Nobody outside the unit is told these words.')}
          </label>
        </div>
      )}
    </>
  );
}
