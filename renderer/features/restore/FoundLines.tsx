import type { FoundWork } from '../../../shared/bridge/restore.ts';
import { Foreign } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import classes from './Restore.module.css';
import { t } from '../../words/t.ts';

/** Whose it is and what would be carried over. */
export function FoundLines({ found }: { found: FoundWork }) {
  return (
    <section aria-label={t('What was found')} className={classes.found}>
      <dl className={classes.facts}>
        <dt>{t('Whose')}</dt>
        <dd>{found.name === null ? t('Cannot be read') : <Foreign text={found.name} />}</dd>
        <dt>{t('Signed')}</dt>
        <dd>{t('{{entries}} that the hub may not have', { entries: counted(found.unsent, 'entry', 'entries') })}</dd>
        <dt>{t('Drafts')}</dt>
        <dd>{found.drafts === 0 ? t('None') : counted(found.drafts, 'draft')}</dd>
        {found.refused > 0 && (
          <>
            <dt>{t('Refused')}</dt>
            <dd>
              {t('{{entries}} that the hub refused: they stay in this copy', {
                entries: counted(found.refused, 'entry', 'entries'),
              })}
            </dd>
          </>
        )}
        {found.unreadable > 0 && (
          <>
            <dt>{t('Not readable')}</dt>
            <dd>
              {t('{{entriesOrDrafts}} at most, on damaged pages: they stay in this copy', {
                entriesOrDrafts: counted(found.unreadable, 'entry or draft', 'entries or drafts'),
              })}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
