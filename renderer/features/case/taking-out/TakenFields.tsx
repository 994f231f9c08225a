import { TakingReason } from '../../../../shared/domain/events/taking-out.ts';
import { Field, RadioKeys } from '../../../ui/index.ts';
import { takingReasons } from '../../../words/taking-out.ts';
import { t } from '../../../words/t.ts';

interface Props {
  readonly reason: TakingReason | null;
  readonly onReason: (reason: TakingReason) => void;
  readonly takenTo: string;
  readonly onTakenTo: (takenTo: string) => void;
  readonly disabled: boolean;
}

/** Why, by one key out of four, and for whom: both go into the journal (DPA 2018 s.62). */
export function TakenFields({ reason, onReason, takenTo, onTakenTo, disabled }: Props) {
  return (
    <>
      <RadioKeys
        label={t('Why')}
        direction="column"
        focusFirst
        value={reason}
        onChange={onReason}
        disabled={disabled}
        choices={TakingReason.options.map((value, index) => ({
          value,
          label: takingReasons[value],
          key: String(index + 1),
        }))}
      />
      <Field
        label={t('Who receives it')}
        name="taken-to"
        dir="auto"
        maxLength={200}
        value={takenTo}
        disabled={disabled}
        hint={t('A person or a body. It stands in the journal.')}
        onChange={(event) => onTakenTo(event.currentTarget.value)}
      />
    </>
  );
}
