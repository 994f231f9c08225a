import { type RefObject, useEffect, useRef } from 'react';

/** A native modal dialog over the whole window: it keeps the focus inside and gives it back. */
export function useModal(open: boolean, onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
    const cancel = (event: Event) => {
      event.preventDefault();
      onClose();
    };
    element.addEventListener('cancel', cancel);
    return () => element.removeEventListener('cancel', cancel);
  }, [open, onClose]);
  return dialog;
}
