import type { AnnotationKind } from '../../../../shared/domain/annotation.ts';
import { kindWord } from '../words.ts';
import styles from './reading.module.css';
import { t } from '../../../words/t.ts';

export const actKeys: readonly { readonly kind: AnnotationKind; readonly key: string }[] = [
  { kind: 'statement', key: 'S' },
  { kind: 'note', key: 'N' },
  { kind: 'highlight', key: 'H' },
  { kind: 'tag', key: 'T' },
  { kind: 'person', key: 'P' },
  { kind: 'reporter_clue', key: 'R' },
];

/** The same acts as the letters, beside what the pointer has selected. */
export function SelectionToolbar({
  top,
  onAct,
}: {
  readonly top: number;
  readonly onAct: (kind: AnnotationKind) => void;
}) {
  return (
    <div
      role="toolbar"
      aria-label={t('Mark the selected words')}
      className={styles.toolbar}
      style={{ top }}
      // A press on a button must not take the selection away.
      onMouseDown={(event) => event.preventDefault()}
    >
      {actKeys.map(({ kind, key }) => (
        <button key={kind} type="button" className={styles.modeAct} onClick={() => onAct(kind)}>
          <kbd>{key}</kbd> {kindWord[kind]}
        </button>
      ))}
    </div>
  );
}
