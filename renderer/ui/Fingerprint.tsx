import classes from './Fingerprint.module.css';

/** What is read out to an officer: as wide as four groups, so that neither loses the place. */
export function Fingerprint({ text }: { text: string }) {
  return (
    <p translate="no" className={classes.fingerprint}>
      {text}
    </p>
  );
}
