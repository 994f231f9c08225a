import { type Gap, pieces } from '../../../shared/domain/redaction.ts';
import { Foreign } from '../../ui/index.ts';
import { labelOf } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import styles from './pack.module.css';

/** Why words are covered, in words. */
export const reasonsInWords = (reasons: readonly string[]): string =>
  reasons.map((code) => labelOf('redaction_reason', code)).join(', ');

/** Words with the places at which others were covered: each says why, and nothing of what or how much. */
export function Redacted({ text, gaps }: { readonly text: string; readonly gaps: readonly Gap[] }) {
  return pieces(text, gaps).map((piece, index) =>
    'words' in piece ? (
      <Foreign key={index} text={piece.words} />
    ) : (
      <span key={index} className={styles.gap}>
        {t('Redacted: {{reasons}}', { reasons: reasonsInWords(piece.reasons) })}
      </span>
    ),
  );
}
