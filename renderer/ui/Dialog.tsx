import { Modal } from '@mantine/core';
import { type ReactNode, useInsertionEffect, useLayoutEffect, useRef } from 'react';
import { InDialog, useLayer } from '../app/layers.tsx';
import classes from './Overlay.module.css';
import { t } from '../words/t.ts';

export interface DialogProps {
  readonly open: boolean;
  /** Must keep its identity between renders where it can. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Pixels; 480 unless told. */
  readonly width?: number;
  /** True where it may be longer than the window and nothing in it takes the focus. */
  readonly scrolls?: boolean;
}

/** A dialog: never nested. `Esc` closes it; keys of the screen beneath wait. */
export function Dialog({ open, onClose, title, children, width = 480, scrolls = false }: DialogProps) {
  useLayer(open, onClose, true);
  // Asked before what is inside mounts: a field there may take the focus at once, and would then be remembered instead
  // of what had it before, to which it has to go back.
  const before = useRef<Element | null>(null);
  useInsertionEffect(() => {
    if (open) before.current = document.activeElement;
  }, [open]);
  useLayoutEffect(() => {
    if (!open) return undefined;
    return () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    };
  }, [open]);
  // Closed it is nothing: the library's own closed dialog is drawn with every key of the screen beneath.
  if (!open) return null;
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={width}
      centered
      closeOnEscape={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('Close') }}
      // A header inside a dialog would be a second banner of the page.
      // A body that scrolls is reached by keyboard, also where nothing in it takes the focus.
      attributes={{ header: { role: 'presentation' }, body: { tabIndex: scrolls ? 0 : undefined } }}
      classNames={{
        content: classes.dialog,
        header: classes.header,
        title: classes.title,
        body: classes.body,
        overlay: classes.shade,
        close: classes.close,
      }}
    >
      <InDialog>{children}</InDialog>
    </Modal>
  );
}
