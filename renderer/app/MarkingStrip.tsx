import classes from './Frame.module.css';
import { t } from '../words/t.ts';

/** The marking of everything on this screen, in ink capitals. */
export function MarkingStrip() {
  // A banner, so that it is a landmark: a note by itself is passed by when moving from region to region.
  return (
    <header translate="no" className={classes.marking} aria-label={t('Marking')}>
      OFFICIAL-SENSITIVE · PERSONAL DATA · RECIPIENTS ONLY
    </header>
  );
}
