import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { lettersAreOn } from '../app/commands.ts';
import { Kbd } from './Kbd.tsx';
import classes from './RadioKeys.module.css';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  /** The letter or digit that chooses it while the group has the focus. */
  readonly key?: string;
  readonly hint?: ReactNode;
}

export interface RadioKeysProps<T extends string> {
  readonly label: string;
  /** The label stands elsewhere on the screen and is only read out here. */
  readonly labelHidden?: boolean;
  readonly choices: readonly Choice<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  /** `Enter` inside the group, e.g. to the next ungraded one. */
  readonly onEnter?: () => void;
  readonly direction?: 'row' | 'column';
  readonly disabled?: boolean;
  /** Takes the focus when the dialog around it opens. */
  readonly focusFirst?: boolean;
}

/** One of a few, by arrows, by its own key, or by pointer: a radio group with a roving tab stop. */
export function RadioKeys<T extends string>(props: RadioKeysProps<T>) {
  const { label, labelHidden = false, choices, value, onChange, onEnter, direction = 'row', disabled = false } = props;
  const { focusFirst = false } = props;
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  const stop = Math.max(
    0,
    choices.findIndex((choice) => choice.value === value),
  );

  const choose = (index: number) => {
    const choice = choices[(index + choices.length) % choices.length];
    if (!choice || disabled) return;
    onChange(choice.value);
    group.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(choice.value)}"]`)?.focus();
  };

  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const byKey = choices.findIndex((choice) => choice.key?.toLowerCase() === event.key.toLowerCase());
    if (step !== undefined) choose(stop + step);
    else if (byKey >= 0 && lettersAreOn()) choose(byKey);
    else if (event.key === 'Enter' && onEnter) onEnter();
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes.field}>
      <span id={id} className={labelHidden ? 'sr-only' : classes.label}>
        {label}
      </span>
      <div
        ref={group}
        role="radiogroup"
        aria-labelledby={id}
        aria-disabled={disabled || undefined}
        className={`${classes.group} ${classes[direction]}`}
        onKeyDown={hear}
      >
        {choices.map((choice, index) => (
          <button
            key={choice.value}
            type="button"
            role="radio"
            data-value={choice.value}
            aria-checked={choice.value === value}
            aria-keyshortcuts={choice.key}
            tabIndex={index === stop ? 0 : -1}
            data-autofocus={focusFirst && index === stop ? true : undefined}
            disabled={disabled}
            className={classes.choice}
            onClick={() => choose(index)}
          >
            <span className={classes.dot} aria-hidden="true" />
            <span className={classes.words}>
              {choice.label}
              {choice.hint !== undefined && <span className={classes.hint}>{choice.hint}</span>}
            </span>
            {choice.key !== undefined && <Kbd keys={choice.key} />}
          </button>
        ))}
      </div>
    </div>
  );
}
