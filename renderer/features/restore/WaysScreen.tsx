import { Button, ErrorNotice } from '../../ui/index.ts';
import { Sheet } from '../session/Sheet.tsx';
import { OpenReadOnly } from './OpenReadOnly.tsx';
import classes from './Restore.module.css';
import { goWay, waysFor } from './way.ts';
import { t } from '../../words/t.ts';

/** What happened to the vault, and every way on. Nothing here deletes anything. */
export function WaysScreen({ code }: { code: string | null }) {
  const ways = waysFor(code);
  return (
    <Sheet
      title={code === null ? t('Trouble with this vault') : t('The vault did not open')}
      under={t(
        'Whichever way you take, nothing is deleted: a vault that is replaced is set aside and stays on this workstation.',
      )}
    >
      {code !== null && <ErrorNotice error={{ code, message: '' }} />}
      <div className={classes.ways}>
        {ways.readOnly && (
          <section className={classes.way} aria-label={t('Open it read-only')}>
            <h2>{t('Open it read-only')}</h2>
            <p>{t('Shows what can still be read, your unsent work first. Nothing in the vault changes.')}</p>
            <OpenReadOnly />
          </section>
        )}
        {ways.own && (
          <section className={classes.way} aria-label={t('Move your work to a new vault')}>
            <h2>{t('Move your work to a new vault')}</h2>
            <p>
              {t(
                'Needs a new enrolment code. What the hub does not have, signed or typed, goes into a new vault; the cases come again from the hub. Also for a vault that was copied or put back.',
              )}
            </p>
            <Button onClick={() => goWay({ screen: 'restore', from: 'own' })}>{t('Move to a new vault…')}</Button>
          </section>
        )}
        {ways.backup && (
          <section className={classes.way} aria-label={t('Restore a backup')}>
            <h2>{t('Restore a backup')}</h2>
            <p>{t('Needs the backup, the passphrase that it was made with, and a new enrolment code.')}</p>
            <Button onClick={() => goWay({ screen: 'restore', from: 'backup' })}>{t('Restore from a backup…')}</Button>
          </section>
        )}
        {ways.recover && (
          <section className={classes.way} aria-label={t('Passphrase forgotten')}>
            <h2>{t('Passphrase forgotten')}</h2>
            <p>
              {t(
                'Your administrator can reopen the vault with the organisation’s recovery key: two people and the command',
              )}{' '}
              <span translate="no" className="mono">
                candour-recover
              </span>
              {`. ${t('Nothing is lost by it.')}`}
            </p>
          </section>
        )}
      </div>
      <Button variant="quiet" className={classes.back} onClick={() => goWay()}>
        {ways.again ? t('Try the passphrase again') : t('Back to the passphrase')}
      </Button>
    </Sheet>
  );
}
