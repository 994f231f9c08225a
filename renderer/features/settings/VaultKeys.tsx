import { useMe } from '../../app/me.ts';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { NewDataKey } from './NewDataKey.tsx';
import classes from './Settings.module.css';
import { t } from '../../words/t.ts';

/** What opens this vault, and how to change it. */
export function VaultKeys() {
  const me = useMe();
  return (
    <section className={classes.about} aria-label={t('Keys of this vault')}>
      <h2 className={classes.heading}>{t('Keys of this vault')}</h2>
      {me && (
        <dl className={classes.facts}>
          <dt>{t('Recovery key')}</dt>
          <dd>
            {me.recovery === null ? (
              t('None: if the passphrase is forgotten, what was not synced is lost.')
            ) : (
              <>
                <span translate="no" className="mono">
                  {me.recovery}
                </span>
                <br />
                {t('Your organisation can reopen this vault with it if the passphrase is forgotten.')}
              </>
            )}
          </dd>
        </dl>
      )}
      <h3 className={classes.part}>{t('Change the passphrase')}</h3>
      <ChangePassphrase />
      <h3 className={classes.part}>{t('Give the vault a new key')}</h3>
      <NewDataKey />
    </section>
  );
}
