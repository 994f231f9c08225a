import { type ComponentProps, type ReactNode, useId } from 'react';
import { Clues, clueWords, useClues } from './Clues.tsx';
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
  const text = typeof rest.value === 'string' && (rest.type ?? 'text') === 'text' ? rest.value : '';
  const clues = useClues(text);
  const said = problem || hint !== undefined ? `${id}-about` : undefined;
  const clued = clues.length > 0 ? `${id}-clues` : undefined;
  const described = [said, clued].filter((each) => each !== undefined).join(' ') || undefined;
  return (
    <div className={`${classes.field} ${className ?? ''}`}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <Clues text={text} clues={clues}>
        <input
          translate="no"
          id={id}
          className={`${classes.input} ${mono ? 'mono' : ''}`}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described}
          autoComplete="off"
          spellCheck={false}
          {...rest}
        />
      </Clues>
      {problem ? (
        <p id={said} className={classes.problem} role="alert">
          {problem}
        </p>
      ) : (
        hint !== undefined && (
          <p id={said} className={classes.hint}>
            {hint}
          </p>
        )
      )}
      {clued !== undefined && (
        <p id={clued} className={classes.hint}>
          {clueWords()}
        </p>
      )}
    </div>
  );
}
