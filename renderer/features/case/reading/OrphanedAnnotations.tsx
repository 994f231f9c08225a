import type { Annotation } from '../../../../shared/domain/case-file.ts';
import { Foreign } from '../../../ui/index.ts';
import { Signature } from '../parts/Signature.tsx';
import { kindWord } from '../words.ts';
import styles from './reading.module.css';
import { t } from '../../../words/t.ts';

/** Annotations whose words are no longer found in the text: shown with their quote, never dropped. */
export function OrphanedAnnotations({ annotations }: { readonly annotations: readonly Annotation[] }) {
  if (annotations.length === 0) return null;
  return (
    <section className={styles.facts} aria-labelledby="orphaned">
      <h2 id="orphaned" className={styles.heading}>
        {t('Marked words that are no longer found in the text')}
      </h2>
      <ul className={styles.list}>
        {annotations.map((annotation) => (
          <li key={annotation.event}>
            <strong>{kindWord[annotation.kind]}</strong>{' '}
            <q className={styles.quote}>
              <Foreign text={annotation.target.exact} />
            </q>{' '}
            {annotation.text !== '' && <Foreign text={annotation.text} />} <Signature signed={annotation} />
          </li>
        ))}
      </ul>
    </section>
  );
}
