import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import type { Hold } from './assess/use-hold.ts';
import { useJustSigned } from './cover.ts';
import styles from './cover.module.css';

/** A decision that is still held while the next case has opened: taking it back leads back to its words. */
export function HeldLine({ hold, caseId }: { readonly hold: Hold; readonly caseId: string }) {
  const go = usePlace((place) => place.go);
  const remember = usePlace((place) => place.remember);
  const takeBack = async () => {
    await hold.takeBack();
    useJustSigned.setState({ signed: null });
    remember(`case ${caseId} stage`, { stage: 'decision' });
    go({ screen: 'case', caseId });
  };
  useCommand('global.undo', () => void takeBack());
  return (
    <p className={styles.held}>
      <span role="timer">{t('Signs in {{seconds}} s', { seconds: hold.left })}</span>
      <Button keys="Ctrl+Z" onClick={() => void takeBack()}>
        {t('Take back')}
      </Button>
      {hold.error !== null && <ErrorNotice error={hold.error} />}
    </p>
  );
}
