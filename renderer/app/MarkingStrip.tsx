import classes from './Frame.module.css';

/** The marking of everything on this screen, in ink capitals. */
export function MarkingStrip() {
  // A banner, so that it is a landmark: a note by itself is passed by when moving from region to region.
  return (
    <header className={classes.marking} aria-label="Marking">
      OFFICIAL-SENSITIVE · PERSONAL DATA · RECIPIENTS ONLY
    </header>
  );
}
