import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { InDialog, useLayer } from '../../app/layers.tsx';
import { t } from '../../words/t.ts';
import styles from './related.module.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * Lies over both panes of a case, which wait beneath as they were, their keys too: nothing is signed that is not in view.
 * `Esc` closes it; the focus goes back where it was.
 */
export function Over({ title, onClose, children }: Props) {
  const id = useId();
  const region = useRef<HTMLElement>(null);
  useLayer(true, onClose, true);
  useEffect(() => {
    const before = document.activeElement;
    (region.current?.querySelector<HTMLElement>('[data-first]:not(:disabled)') ?? region.current)?.focus();
    return () => {
      // What lay beneath is inert until this has gone.
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
          before.focus();
      });
    };
  }, []);
  return (
    <section ref={region} className={styles.over} aria-labelledby={id} tabIndex={-1} data-keys="related">
      <header className={styles.overHead}>
        <h2 id={id}>{title}</h2>
        <button type="button" className={styles.close} onClick={onClose} aria-label={t('Close')}>
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      <InDialog>{children}</InDialog>
    </section>
  );
}
