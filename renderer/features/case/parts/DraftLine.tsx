import { Pencil } from 'lucide-react';
import { Button } from '../../../ui/index.ts';
import { timeOf } from '../when.ts';
import type { Drafted } from '../use-draft.ts';
import styles from './parts.module.css';
import { t } from '../../../words/t.ts';

/** `Draft · 09:41 · only on this workstation`, with the way to throw it away; nothing while nothing is typed. */
export function DraftLine({ draft }: { readonly draft: Drafted<object> }) {
  if (draft.unsaved)
    return (
      <p className={styles.draftLine} role="alert">
        {t('These words are not saved yet: the disk did not take them. They stay on this page.')}
      </p>
    );
  if (draft.savedAt === null) return <span className={styles.grow} />;
  return (
    <p className={styles.draftLine}>
      <Pencil size={12} aria-hidden="true" />
      <span>{t('Draft · {{timeOf}} · only on this workstation', { timeOf: timeOf(draft.savedAt) })}</span>
      <Button variant="quiet" onClick={() => void draft.discard()}>
        {t('Discard')}
      </Button>
    </p>
  );
}
