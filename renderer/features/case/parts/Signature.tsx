import { Hourglass } from 'lucide-react';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import styles from './parts.module.css';
import { t } from '../../../words/t.ts';
import type { Signed } from '../../../../shared/domain/opened-event.ts';

/** Who signed and when; `only here` while the hub has not accepted it. */
export function Signature({ signed, verb }: { readonly signed: Signed; readonly verb?: string }) {
  const { nameOf, now } = useOpenCase();
  return (
    <span className={styles.signature}>
      {verb === undefined ? '' : `${t('{{verb}} by', { verb })} `}
      {nameOf(signed.by)} · <time dateTime={signed.at}>{dayAndTime(signed.at, now)}</time>
      {!signed.accepted && (
        <span className={styles.onlyHere}>
          <Hourglass size={12} aria-hidden="true" /> {t('only here')}
        </span>
      )}
    </span>
  );
}
