import type { ReactNode } from 'react';
import classes from './PlaceHead.module.css';

/** The first line of a place of the workstation: its name as an `h1`, and what is said or chosen beside it. */
export function PlaceHead({ children }: { readonly children: ReactNode }) {
  return <header className={classes.head}>{children}</header>;
}
