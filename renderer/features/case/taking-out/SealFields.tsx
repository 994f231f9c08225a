import type { PassphraseStrength } from '../../../../shared/bridge/session.ts';
import { Field, RadioKeys } from '../../../ui/index.ts';
import { PassphraseFields } from '../../session/PassphraseFields.tsx';
import { recipientProblem, type SealTyped } from './seal.ts';
import { t } from '../../../words/t.ts';

interface Props {
  readonly typed: SealTyped;
  readonly onChange: (typed: SealTyped) => void;
  readonly strength: PassphraseStrength | null;
  readonly disabled: boolean;
}

/** A passphrase typed twice, or the public key of whoever receives it. */
export function SealFields({ typed, onChange, strength, disabled }: Props) {
  const fill = (part: Partial<SealTyped>) => onChange({ ...typed, ...part });
  return (
    <>
      <RadioKeys
        label={t('What opens it')}
        value={typed.kind}
        onChange={(kind) => fill({ kind })}
        disabled={disabled}
        choices={[
          { value: 'passphrase', label: t('A passphrase') },
          { value: 'recipient', label: t('The recipient’s age key') },
        ]}
      />
      {typed.kind === 'recipient' ? (
        <Field
          label={t('Public key of the recipient')}
          name="age-recipient"
          mono
          value={typed.recipient}
          disabled={disabled}
          problem={recipientProblem(typed.recipient)}
          hint={t('age1…, as age-keygen prints it')}
          onChange={(event) => fill({ recipient: event.currentTarget.value })}
        />
      ) : (
        <PassphraseFields
          name="seal-passphrase"
          label={t('Passphrase of the file')}
          labelAgain={t('Passphrase of the file again')}
          hint={t('Give it to the recipient by another way than the file.')}
          typed={typed}
          onChange={fill}
          strength={strength}
          disabled={disabled}
        />
      )}
    </>
  );
}
