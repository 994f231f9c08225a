import type { PassphraseStrength } from '../../../shared/bridge/session.ts';
import { Field } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { StrengthMeter } from './StrengthMeter.tsx';

export interface PassphraseTyped {
  readonly passphrase: string;
  readonly again: string;
}

interface Props {
  readonly typed: PassphraseTyped;
  readonly onChange: (part: Partial<PassphraseTyped>) => void;
  /** Null until the vault has judged it; see `useStrength`. */
  readonly strength: PassphraseStrength | null;
  readonly disabled: boolean;
  /** Names of the fields: this one, and the same with `-again`. */
  readonly name?: string;
  readonly label?: string;
  readonly labelAgain?: string;
  readonly hint?: string;
}

/** Typed twice, and alike. */
export const typedAlike = ({ passphrase, again }: PassphraseTyped): boolean =>
  passphrase !== '' && passphrase === again;

/** A new passphrase: how hard it is to guess, and once more, since nobody sees what they type. */
export function PassphraseFields({ typed, onChange, strength, disabled, ...words }: Props) {
  const { name = 'passphrase', label = t('Passphrase'), labelAgain = t('Passphrase again'), hint } = words;
  const differs = typed.again !== '' && typed.again !== typed.passphrase;
  return (
    <>
      <Field
        label={label}
        name={name}
        type="password"
        autoComplete="off"
        value={typed.passphrase}
        disabled={disabled}
        hint={hint}
        onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
      />
      <StrengthMeter strength={strength} />
      <Field
        label={labelAgain}
        name={`${name}-again`}
        type="password"
        autoComplete="off"
        value={typed.again}
        disabled={disabled}
        problem={differs ? t('The two differ.') : null}
        onChange={(event) => onChange({ again: event.currentTarget.value })}
      />
    </>
  );
}
