import type { ComponentProps, ReactNode } from 'react';
import classes from './Button.module.css';
import { Kbd } from './Kbd.tsx';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** `main` once a screen at most; `danger` only where a person is in danger. */
  readonly variant?: 'main' | 'plain' | 'quiet' | 'danger';
  /** The key that does the same, as in the table of shortcuts. */
  readonly keys?: string;
  readonly icon?: ReactNode;
  readonly submit?: boolean;
}

export function Button({ variant = 'plain', keys, icon, submit = false, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={`${classes.button} ${classes[variant]} ${className ?? ''}`}
      {...rest}
    >
      {icon}
      {children !== undefined && <span className={classes.words}>{children}</span>}
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  );
}
