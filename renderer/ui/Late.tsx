import { type ReactNode, useEffect, useState } from 'react';
import classes from './Late.module.css';
import { t } from '../words/t.ts';

/** Shows its children only after so many milliseconds, so that a quick answer never flickers. */
export function Late({ after = 150, children }: { after?: number; children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return due ? children : null;
}

/** Grey lines where rows will be: still, since nothing pulses here. */
export function Skeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Late>
      <div className={classes.skeleton} aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          <span key={index} className={classes.line} />
        ))}
      </div>
      <span className="sr-only" role="status">
        {t('Reading…')}
      </span>
    </Late>
  );
}
