import { type ComponentProps, type ReactNode, useId } from 'react';
import { storable } from '../../shared/domain/primitives.ts';
import { Clues, clueWords, useClues } from './Clues.tsx';
import classes from './Field.module.css';

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id' | 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly hint?: ReactNode;
  readonly problem?: string | null | undefined;
  /** While what stands here is a draft: `Draft · 09:41 · only on this workstation`. */
  readonly draft?: string | null | undefined;
}

/** Several lines to fill in. A draft has a violet dashed edge and says since when it is kept. */
export function TextArea({ label, value, onChange, hint, problem, draft, rows = 3, ...rest }: TextAreaProps) {
  const id = useId();
  const clues = useClues(value);
  const said = problem || draft || hint !== undefined ? `${id}-about` : undefined;
  const clued = clues.length > 0 ? `${id}-clues` : undefined;
  const about = [said, clued].filter((each) => each !== undefined).join(' ') || undefined;
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <Clues text={value} clues={clues}>
        <textarea
          id={id}
          rows={rows}
          dir="auto"
          spellCheck={false}
          className={`${classes.input} ${draft ? classes.draft : ''}`}
          value={value}
          onChange={(event) => onChange(storable(event.currentTarget.value))}
          aria-invalid={problem ? true : undefined}
          aria-describedby={about}
          {...rest}
        />
      </Clues>
      {problem ? (
        <p id={said} className={classes.problem} role="alert">
          {problem}
        </p>
      ) : (
        said !== undefined && (
          <p id={said} className={draft ? classes.saved : classes.hint}>
            {draft ?? hint}
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
