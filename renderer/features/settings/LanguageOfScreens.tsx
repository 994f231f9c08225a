import { useEffect, useState } from 'react';
import type { LanguageChoice } from '../../../shared/bridge/shell.ts';
import { chosenLanguage, chooseLanguage } from '../../app/language.ts';
import { lock } from '../../app/lock.ts';
import { Button, RadioKeys } from '../../ui/index.ts';
import { language, t } from '../../words/t.ts';
import classes from './Settings.module.css';

/** The language of the screens. What people wrote stays as they wrote it. */
export function LanguageOfScreens() {
  const [chosen, setChosen] = useState<LanguageChoice | null>(null);
  const [changed, setChanged] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => void chosenLanguage().then(setChosen), []);
  const choose = async (choice: LanguageChoice) => {
    const kept = await chooseLanguage(choice);
    setFailed(!kept);
    if (!kept) return;
    setChosen(choice);
    setChanged(true);
  };
  return (
    <section aria-label={t('Language')} className={classes.about}>
      <RadioKeys<LanguageChoice>
        label={t('Language')}
        value={chosen === 'system' ? 'en' : chosen}
        onChange={(choice) => void choose(choice)}
        choices={[
          { value: 'en', label: 'English' },
          { value: 'cy', label: 'Cymraeg (heb ei adolygu / unreviewed)' },
        ]}
      />
      {language() === 'cy' && (
        <p>{t('No speaker of Welsh has reviewed these words yet. Where one is in doubt, the English holds.')}</p>
      )}
      {failed && <p role="alert">{t('The language could not be kept. Choose it again.')}</p>}
      {changed && (
        <p role="status">
          {t('The screens speak it after the next lock. What you are writing is kept as drafts.')}{' '}
          <Button onClick={lock}>{t('Lock now')}</Button>
        </p>
      )}
    </section>
  );
}
