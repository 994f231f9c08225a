import { useMe } from '../../app/me.ts';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { NewDataKey } from './NewDataKey.tsx';
import classes from './Settings.module.css';

/** What opens this vault, and how to change it. */
export function VaultKeys() {
  const me = useMe();
  return (
    <section className={classes.about} aria-label="Keys of this vault">
      <h2 className={classes.heading}>Keys of this vault</h2>
      {me && (
        <dl className={classes.facts}>
          <dt>Recovery key</dt>
          <dd>
            {me.recovery === null ? (
              'None: if the passphrase is forgotten, what was not synced is lost.'
            ) : (
              <>
                <span className="mono">{me.recovery}</span>
                <br />
                Your organisation can reopen this vault with it if the passphrase is forgotten.
              </>
            )}
          </dd>
        </dl>
      )}
      <h3 className={classes.part}>Change the passphrase</h3>
      <ChangePassphrase />
      <h3 className={classes.part}>Give the vault a new key</h3>
      <NewDataKey />
    </section>
  );
}
