import { useCall } from '../../app/calls.ts';
import { usePolicy } from '../../app/CoverPolicy.ts';
import { policyInWords } from './policy-words.ts';
import classes from './Settings.module.css';

/** What the administrator has set for this workstation, in words; nothing here can be changed. */
export function PolicyInForce() {
  const policy = usePolicy();
  const keystore = useCall('session.state', {}).value?.keystore;
  if (policy === undefined) return null;
  return (
    <section className={classes.about} aria-label="Set by your administrator">
      <h2 className={classes.heading}>Set by your administrator</h2>
      <p className={classes.policyFile}>
        {policy.fromFile.length === 0
          ? 'No policy file sets anything here, so the defaults hold. It would lie at '
          : 'What the policy file does not set is a default. It lies at '}
        <span className="mono">{policy.file}</span>
      </p>
      <dl className={`${classes.facts} ${classes.policy}`}>
        {policyInWords(policy).map(({ field, name, words }) => (
          <div key={field} data-field={field}>
            <dt>{name}</dt>
            <dd>
              {words}
              {!policy.fromFile.includes(field) && <span className={classes.byDefault}> · default</span>}
              {field === 'passphraseOnly' && keystore === 'passphrase_only' && ' This vault does without one.'}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
