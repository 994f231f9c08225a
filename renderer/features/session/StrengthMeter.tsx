import type { PassphraseStrength } from '../../../shared/bridge/session.ts';
import classes from './Sheet.module.css';
import { strengthWords } from './strength-words.ts';

/** Four steps and a sentence; the sentence says all that the steps do. */
export function StrengthMeter({ strength }: { strength: PassphraseStrength | null }) {
  return (
    <div className={classes.strength}>
      <div className={classes.meter} aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} className={`${classes.step} ${step <= (strength?.score ?? 0) ? classes.reached : ''}`} />
        ))}
      </div>
      <p>{strengthWords(strength)}</p>
    </div>
  );
}
