import { howMany, useEscalated } from '../../app/Escalated.tsx';
import { Button } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { showSupervision } from '../supervision/supervision-place.ts';
import classes from '../moving/moving.module.css';

/** Over the view Today of whoever supervises: what has climbed to them, without a word of what it is about. */
export function EscalatedLine() {
  const climbed = useEscalated();
  if (climbed === 0) return null;
  return (
    <ul className={classes.departures} aria-label={t('What has passed its time')}>
      <li>
        <span>
          {t('Passed their time, and nobody has said that they have seen it: {{things}}.', {
            things: howMany(climbed),
          })}
        </span>
        <Button onClick={() => showSupervision('overdue')}>{t('Look at what is overdue')}</Button>
      </li>
    </ul>
  );
}
