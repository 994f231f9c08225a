import type { SubjectFound } from '../../../shared/bridge/subjects.ts';
import { usePlace } from '../../app/place.ts';
import { Button } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import styles from './subjects.module.css';

/** What was looked at, and plainly what was not: an answer to a data subject must not claim more. */
export function NotLooked({ found: { looked, not } }: { readonly found: SubjectFound }) {
  const go = usePlace((place) => place.go);
  const left = [
    not.unscreened > 0 &&
      t('{{cases}} whose conflict screen you have not passed', { cases: counted(not.unscreened, 'case') }),
    not.closed > 0 && t('{{cases}} closed to you', { cases: counted(not.closed, 'case') }),
    not.files > 0 && t('{{files}} whose text has not been read here', { files: counted(not.files, 'file') }),
    not.sealed > 0 && t('{{entries}} whose key is not here', { entries: counted(not.sealed, 'entry', 'entries') }),
    t('other desks, referrals after they were sent, journals, backups, and drafts that are not signed'),
  ].filter((words) => words !== false);
  return (
    <>
      <p className={styles.muted}>
        {t('Looked at: {{cases}}, {{entries}} and the text of {{files}}.', {
          cases: counted(looked.cases, 'case'),
          entries: counted(looked.events, 'entry', 'entries'),
          files: counted(looked.files, 'file'),
        })}
      </p>
      <h2>{t('Not looked at')}</h2>
      <ul className={styles.not}>
        {left.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {not.unscreened > 0 && <Button onClick={() => go({ screen: 'conflict' })}>{t('Conflict pass')}</Button>}
    </>
  );
}
