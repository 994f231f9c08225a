import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function for as long as the component is there, which does what the newest one does: what is handed on to
 * parts that are drawn again only when something else of theirs changes. Not to be called while drawing.
 */
export function useLatest<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
  const newest = useRef(run);
  useLayoutEffect(() => {
    newest.current = run;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
