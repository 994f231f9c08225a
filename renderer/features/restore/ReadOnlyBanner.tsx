import { lock } from '../../app/lock.ts';
import { usePlace } from '../../app/place.ts';
import { Button } from '../../ui/index.ts';
import classes from './Restore.module.css';
import { t } from '../../words/t.ts';

/** Always there while a vault is open for reading alone. */
export function ReadOnlyBanner() {
  const { go } = usePlace.getState();
  return (
    <aside className={`${classes.line} ${classes.alert}`} aria-label={t('Read-only')}>
      <p>
        {t(
          'Read-only: this vault cannot be written to. Nothing that you type or sign here is kept, and nothing is synced.',
        )}
      </p>
      <Button onClick={() => go({ screen: 'salvage' })}>{t('What is only here')}</Button>
      <Button onClick={lock}>{t('Lock, and choose a way on')}</Button>
    </aside>
  );
}
