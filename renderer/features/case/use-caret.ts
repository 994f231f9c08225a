import { type RefObject, useEffect } from 'react';
import type { Caret } from './use-draft.ts';

type TextField = HTMLTextAreaElement | HTMLInputElement;
const isTextField = (element: Element | null): element is TextField =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === 'text');

/** Puts the caret back where a draft was left, once, and keeps it known while fields named by `name` are typed in. */
export function useCaret(
  form: RefObject<HTMLElement | null>,
  draft: { readonly caret: Caret; readonly keepCaret: (caret: Caret) => void },
): void {
  const { caret, keepCaret } = draft;
  useEffect(() => {
    const element = form.current;
    if (element === null) return undefined;
    const field = caret === null ? null : element.querySelector(`[name="${CSS.escape(caret.field)}"]`);
    if (caret !== null && isTextField(field)) {
      field.focus();
      field.setSelectionRange(caret.at, caret.at);
    }
    const keep = () => {
      const active = document.activeElement;
      if (isTextField(active) && element.contains(active) && active.name !== '')
        keepCaret({ field: active.name, at: active.selectionStart ?? 0 });
    };
    element.addEventListener('focusout', keep, true);
    element.addEventListener('keyup', keep);
    return () => {
      keep();
      element.removeEventListener('focusout', keep, true);
      element.removeEventListener('keyup', keep);
    };
    // Only when the form opens: what is typed afterwards must not move the caret.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
