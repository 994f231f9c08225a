import { useCall } from '../../app/calls.ts';
import { usePolicy } from '../../app/CoverPolicy.ts';
import { policyInWords } from './policy-words.ts';
import classes from './Settings.module.css';
import { t } from '../../words/t.ts';

/** What the administrator has set for this workstation, in words; nothing here can be changed. */
export function PolicyInForce() {
  const policy = usePolicy();
  const keystore = useCall('session.state', {}).value?.keystore;
  if (policy === undefined) return null;
  return (
    <section className={classes.about} aria-label={t('Set by your administrator')}>
      <h2 className={classes.heading}>{t('Set by your administrator')}</h2>
      <p className={classes.policyFile}>
        {policy.fromFile.length === 0
          ? `${t('No policy file sets anything here, so the defaults hold. It would lie at')} `
          : `${t('What the policy file does not set is a default. It lies at')} `}
        <span translate="no" className="mono">
          {policy.file}
        </span>
      </p>
      <dl className={`${classes.facts} ${classes.policy}`}>
        {policyInWords(policy).map(({ field, name, words }) => (
          <div key={field} data-field={field}>
            <dt>{name}</dt>
            <dd>
              {words}
              {!policy.fromFile.includes(field) && <span className={classes.byDefault}> {`· ${t('default')}`}</span>}
              {field === 'passphraseOnly' && keystore === 'passphrase_only' && ` ${t('This vault does without one.')}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
