import { useState } from 'react';
import { RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { setSound, soundIsOn } from './tone.ts';

/** Whether danger that nobody has acknowledged is heard. Nothing else ever is. */
export function DangerSound() {
  const [on, setOn] = useState(soundIsOn);
  return (
    <RadioKeys
      label={t('Sound for danger that nobody has acknowledged')}
      value={on ? 'on' : 'off'}
      onChange={(value) => {
        setOn(value === 'on');
        setSound(value === 'on');
      }}
      choices={[
        { value: 'on', label: t('Two short notes') },
        { value: 'off', label: t('Off; the line on the screen stays') },
      ]}
    />
  );
}
