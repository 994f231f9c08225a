import styles from './attachments.module.css';
import { flawWords, neverNext } from './file-words.ts';
import { t } from '../../../words/t.ts';

/** Why a file was not shown after all, and what is known of it. */
export function Flaw({ code, sha256 }: { readonly code: string; readonly sha256: string }) {
  const [what, why] = flawWords(code);
  return (
    <div className={styles.notice} role="alert" data-code={code}>
      <p className={styles.strong}>{what}</p>
      <p>{why}</p>
      <p>{neverNext}</p>
      <p className={styles.sha}>
        {t('SHA-256')}{' '}
        <span translate="no" className="mono">
          {sha256}
        </span>
      </p>
    </div>
  );
}
