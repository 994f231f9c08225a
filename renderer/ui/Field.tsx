import { type ComponentProps, type ReactNode, useId } from 'react';
import classes from './Field.module.css';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | null | undefined;
  /** References and numbers are set in Mono. */
  readonly mono?: boolean;
}

/** One line to fill in, with its label above and its hint or problem below. */
export function Field({ label, hint, problem, mono = false, className, ...rest }: FieldProps) {
  const id = useId();
  const described = problem || hint !== undefined ? `${id}-about` : undefined;
  return (
    <div className={`${classes.field} ${className ?? ''}`}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <input
        id={id}
        className={`${classes.input} ${mono ? 'mono' : ''}`}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described}
        autoComplete="off"
        spellCheck={false}
        {...rest}
      />
      {problem ? (
        <p id={described} className={classes.problem} role="alert">
          {problem}
        </p>
      ) : (
        hint !== undefined && (
          <p id={described} className={classes.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}
