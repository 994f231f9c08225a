import type { ReactNode } from 'react';
import classes from './Chip.module.css';

/** A short fact beside a title. `tone` follows the tokens: `local` is only here, `due` today, `danger` a person in danger. */
export function Chip({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: 'plain' | 'local' | 'due' | 'danger' | 'action';
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={`${classes.chip} ${classes[tone]}`}>
      {icon}
      <span className={classes.words}>{children}</span>
    </span>
  );
}
