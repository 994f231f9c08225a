import { useEffect, useState } from 'react';
import { announce, Button } from '../ui/index.ts';
import { t } from '../words/t.ts';
import { bridge } from './bridge.ts';
import classes from './Frame.module.css';
import { askedForAssistive, chooseLetters, lettersChosen, rememberAsked } from './letters.ts';
import { onShellNotice } from './shell-notices.ts';

/**
 * The system says that assistive technology reads along. Other tools make it say so too, so nothing is switched by
 * itself: the person is asked once whether single letters shall go on acting.
 */
export function AssistiveNotice() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const look = (assistive: boolean) => {
      if (!assistive || askedForAssistive() || !lettersChosen()) return;
      setWanted(true);
      announce(t('Single letters act as keys here. You can switch them off.'));
    };
    void bridge()
      ?.shell.access()
      .then((answer) => answer.ok && look(answer.value.assistive));
    return onShellNotice('access', ({ assistive }) => look(assistive));
  }, []);
  if (!wanted) return null;
  const settle = (act: boolean) => {
    chooseLetters(act);
    rememberAsked();
    setWanted(false);
    announce(act ? t('Single letters stay on') : t('Single letters are off'));
    // The buttons have gone: what was worked on has the focus again.
    document.querySelector<HTMLElement>('main [tabindex="0"], [data-pane] [tabindex="0"]')?.focus();
  };
  return (
    <aside className={classes.ask} aria-label={t('Single letters as keys')} data-pane="ask">
      <p>
        {t(
          'Assistive technology reads along. Single letters act as keys inside focused lists; they may be in its way. The settings change this at any time.',
        )}
      </p>
      <Button onClick={() => settle(true)}>{t('Keep them on')}</Button>
      <Button onClick={() => settle(false)}>{t('Switch them off')}</Button>
    </aside>
  );
}
