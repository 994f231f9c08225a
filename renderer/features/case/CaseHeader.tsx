import { Ban, Hourglass, Paperclip, Pencil } from 'lucide-react';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { Chip, Foreign } from '../../ui/index.ts';
import styles from './case.module.css';
import { DuesButton } from './dues/DuesButton.tsx';
import type { CaseRead } from './open-case.ts';
import { counted } from '../../words/count.ts';
import { categoryShort, stateNames } from '../../words/labels.ts';
import { SafeContactChip } from './safeguarding/SafeContactChip.tsx';
import { TakeOutButtons } from './taking-out/TakeOutButtons.tsx';
import { t } from '../../words/t.ts';

/** One line over the case: what it is, who holds it, how far it is, what runs out next, and what is only here. */
export function CaseHeader({ read }: { readonly read: CaseRead }) {
  const { row, file } = read;
  const [category] = row.categories;
  return (
    <header className={styles.header}>
      <h1 className={styles.reference}>{row.reference}</h1>
      <span className={styles.descriptor}>
        <span className={styles.category}>{category === undefined ? t('No category') : categoryShort(category)}</span>
        {row.roles !== '' && <Foreign text={row.roles} />}
        <span title={forceByShort(row.force)?.name}>{row.force}</span>
      </span>
      <span className={styles.facts}>
        {row.urgency === 'immediate' && <Chip tone="danger">{t('Immediate')}</Chip>}
        {file !== null && <DuesButton read={read} />}
        {file !== null && <SafeContactChip file={file} names={read.names} />}
        <span data-lesser>
          <Chip>{stateNames[row.state]}</Chip>
        </span>
        <span data-lesser>
          <Chip>{row.allocatedTo === null ? t('Held by nobody') : row.allocatedTo.name}</Chip>
        </span>
        {row.attachments > 0 && (
          <span data-lesser>
            <Chip icon={<Paperclip size={12} aria-hidden="true" />}>{counted(row.attachments, 'file')}</Chip>
          </span>
        )}
        {read.drafts.length > 0 && (
          <Chip tone="local" icon={<Pencil size={12} aria-hidden="true" />}>
            {t('Draft')}
          </Chip>
        )}
        {row.waiting > 0 && (
          <Chip tone="local" icon={<Hourglass size={12} aria-hidden="true" />}>
            {t('{{waiting}} waiting', { waiting: row.waiting })}
          </Chip>
        )}
        {read.refused.length > 0 && (
          <Chip tone="local" icon={<Ban size={12} aria-hidden="true" />}>
            {t('{{refused}} refused', { refused: read.refused.length })}
          </Chip>
        )}
        {row.needsUpdate && <Chip>{t('Needs an update')}</Chip>}
        {!row.verified && <Chip>{t('Not yet verified')}</Chip>}
      </span>
      <TakeOutButtons />
    </header>
  );
}
