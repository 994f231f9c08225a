import type { ReactNode } from 'react';
import { Signature } from '../parts/Signature.tsx';
import styles from './assess.module.css';
import { t } from '../../../words/t.ts';
import type { Signed } from '../../../../shared/domain/opened-event.ts';

interface Entry {
  readonly signed: Signed;
  readonly words: ReactNode;
}

/** What was signed in this stage before, newest first: kept, since nothing here is overwritten. */
export function Earlier({ entries }: { readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <section className={styles.earlier} aria-label={t('Signed earlier')}>
      <h3 className={styles.small}>{t('Signed earlier')}</h3>
      <ol>
        {entries.toReversed().map(({ signed, words }) => (
          <li key={signed.event}>
            <span dir="auto" className="foreign">
              {words}
            </span>
            {' · '}
            <Signature signed={signed} />
          </li>
        ))}
      </ol>
    </section>
  );
}
