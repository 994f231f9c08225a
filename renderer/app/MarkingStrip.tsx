import classes from './Frame.module.css';

/** The marking of everything on this screen, in ink capitals. */
export function MarkingStrip() {
  return (
    <div className={classes.marking} role="note" aria-label="Marking">
      OFFICIAL-SENSITIVE · PERSONAL DATA · RECIPIENTS ONLY
    </div>
  );
}
