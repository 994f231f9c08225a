import type { KeyboardEvent } from 'react';
import { lettersAreOn } from '../../../app/commands.ts';
import { type Choice, Kbd } from '../../../ui/index.ts';
import styles from './parts.module.css';

interface Props<V extends string> {
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  readonly values: readonly V[];
  readonly onChange: (values: V[]) => void;
  readonly direction?: 'row' | 'column';
}

/** Any number of a few: check boxes; a choice with a letter is switched by it while the group has the focus. */
export function CheckKeys<V extends string>({ label, choices, values, onChange, direction = 'column' }: Props<V>) {
  const toggle = (value: V) =>
    onChange(
      choices
        .map((choice) => choice.value)
        .filter((other) => (other === value ? !values.includes(value) : values.includes(other))),
    );
  const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !lettersAreOn()) return;
    const index = choices.findIndex((choice) => choice.key?.toLowerCase() === event.key.toLowerCase());
    const chosen = choices[index];
    if (chosen === undefined) return;
    event.preventDefault();
    toggle(chosen.value);
    event.currentTarget.querySelectorAll('input')[index]?.focus();
  };
  return (
    <fieldset className={styles.checks} data-direction={direction} onKeyDown={onKeyDown}>
      <legend className={styles.legend}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.check} data-checked={values.includes(choice.value)}>
          <input type="checkbox" checked={values.includes(choice.value)} onChange={() => toggle(choice.value)} />
          <span>
            {choice.label}
            {choice.hint !== undefined && <span className={styles.hint}> {choice.hint}</span>}
          </span>
          {choice.key !== undefined && <Kbd keys={choice.key} />}
        </label>
      ))}
    </fieldset>
  );
}
