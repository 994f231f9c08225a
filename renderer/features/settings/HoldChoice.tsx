import { useState } from 'react';
import { chooseHold, holdLengths, holdSeconds } from '../../app/hold-length.ts';
import { RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';

/** How long a decision or a pack can still be taken back. Danger is never held. */
export function HoldChoice() {
  const [chosen, setChosen] = useState(holdSeconds);
  return (
    <RadioKeys
      label={t('Time to take back a decision or a pack')}
      value={String(chosen)}
      onChange={(value) => {
        const seconds = holdLengths.find((length) => String(length) === value)!;
        setChosen(seconds);
        chooseHold(seconds);
      }}
      choices={holdLengths.map((seconds) => ({
        value: String(seconds),
        label: t('{{seconds}} seconds', { seconds }),
      }))}
    />
  );
}
