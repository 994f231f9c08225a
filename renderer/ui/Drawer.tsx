import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useLayer } from '../app/layers.tsx';
import classes from './Overlay.module.css';
import { t } from '../words/t.ts';

export interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Takes the focus when it opens (and gives it back); a peek does not. */
  readonly takesFocus?: boolean;
  readonly footer?: ReactNode;
}

/**
 * 420 px at the right edge, over Assess and never over Reading: the screen beside it stays in use, so it is no modal.
 * `Esc` closes it. It stands inside the nearest positioned region.
 */
export function Drawer({ open, onClose, title, children, takesFocus = true, footer }: DrawerProps) {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useLayer(open, onClose, false);
  useEffect(() => {
    if (!open || !takesFocus) return undefined;
    const before = document.activeElement;
    const inside = panel.current;
    inside?.focus();
    return () => {
      const lost = document.activeElement === document.body || inside?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [open, takesFocus]);
  if (!open) return null;
  return (
    <aside ref={panel} className={classes.drawer} aria-labelledby={id} tabIndex={-1}>
      <header className={classes.header}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        <button type="button" className={classes.close} onClick={onClose} aria-label={t('Close')}>
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      <div className={classes.body}>{children}</div>
      {footer !== undefined && <footer className={classes.footer}>{footer}</footer>}
    </aside>
  );
}
