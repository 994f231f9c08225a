import type { ReactNode } from 'react';
import classes from './Sheet.module.css';

/** The one sheet of the screens before the Desk. */
export function Sheet({ title, under, children }: { title: string; under?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.ground}>
      <div className={classes.sheet}>
        <header className={classes.head}>
          <h1 className={classes.name}>{title}</h1>
          {under !== undefined && <p className={classes.under}>{under}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}
