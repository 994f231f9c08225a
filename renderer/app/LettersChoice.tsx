import { useState } from 'react';
import { RadioKeys } from '../ui/index.ts';
import { t } from '../words/t.ts';
import { chooseLetters, lettersChosen } from './letters.ts';

/** Whether single letters act: asked at first run, and in the settings at any time. */
export function LettersChoice({ onChosen }: { readonly onChosen?: () => void }) {
  const [letters, setLetters] = useState(lettersChosen);
  return (
    <RadioKeys
      label={t('Single letters as keys')}
      value={letters ? 'on' : 'off'}
      onChange={(value) => {
        setLetters(value === 'on');
        chooseLetters(value === 'on');
        onChosen?.();
      }}
      choices={[
        { value: 'on', label: t('They act inside a focused list or group') },
        { value: 'off', label: t('Off; every one of them is also a command (Ctrl+K)') },
      ]}
    />
  );
}
