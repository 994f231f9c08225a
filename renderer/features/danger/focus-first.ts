import { type RefObject, useEffect } from 'react';

/** Moves the focus once to the first that fits, after the drawer around it has taken it. */
export function useFocusFirst(inside: RefObject<HTMLElement | null>, ...wanted: readonly string[]): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const found = wanted.map((selector) => inside.current?.querySelector<HTMLElement>(selector)).find(Boolean);
      found?.focus();
    });
    return () => clearTimeout(timer);
    // Only when it opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
