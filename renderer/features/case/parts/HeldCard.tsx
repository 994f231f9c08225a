import type { ReactNode } from 'react';
import { useCommand } from '../../../app/commands.ts';
import { Button, ErrorNotice } from '../../../ui/index.ts';
import type { Hold } from '../assess/use-hold.ts';
import styles from './parts.module.css';
import { t } from '../../../words/t.ts';

/** What is signed in a few seconds, unless it is taken back. */
export function HeldCard({ hold, children }: { readonly hold: Hold; readonly children: ReactNode }) {
  useCommand('global.undo', () => void hold.takeBack());
  useCommand('global.sign', () => void hold.release());
  return (
    <section className={styles.held} aria-label={t('Held')}>
      <p className={styles.heldTime} role="timer">
        {t('Signs in {{left}} s', { left: hold.left })}
      </p>
      <div className={styles.heldBar} aria-hidden="true">
        <span style={{ width: `${Math.min(100, hold.left * 10)}%` }} />
      </div>
      {children}
      {hold.error !== null && <ErrorNotice error={hold.error} />}
      <div className={styles.signRow}>
        <Button keys="Ctrl+Z" onClick={() => void hold.takeBack()}>
          {t('Take back')}
        </Button>
        <Button variant="main" keys="Ctrl+Enter" onClick={() => void hold.release()}>
          {t('Sign now')}
        </Button>
      </div>
    </section>
  );
}
