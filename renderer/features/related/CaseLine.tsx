import type { ReactNode } from 'react';
import type { KnownCaseLine } from '../../../shared/bridge/knowing.ts';
import { usePlace } from '../../app/place.ts';
import { Foreign, useMinute } from '../../ui/index.ts';
import { categoryShort } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { absolute } from '../../words/time.ts';
import styles from './related.module.css';

/** Another case in one entry: its reference opens it; what it is, when it came, and what can be done. */
export function CaseLine({ line, children }: { readonly line: KnownCaseLine; readonly children?: ReactNode }) {
  const go = usePlace((place) => place.go);
  const now = useMinute();
  return (
    <li className={styles.entry}>
      <p className={styles.entryHead}>
        <button type="button" className={styles.reference} onClick={() => go({ screen: 'case', caseId: line.caseId })}>
          {line.reference}
        </button>
        <span>{line.category === null ? t('No category') : categoryShort(line.category)}</span>
        <span>{line.force}</span>
        <span className={styles.muted}>{absolute(line.receivedAt, now)}</span>
      </p>
      {(line.subject ?? line.roles) !== '' && (
        <p>
          <Foreign text={line.subject ?? line.roles} />
        </p>
      )}
      {children}
    </li>
  );
}
