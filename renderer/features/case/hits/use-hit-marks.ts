/** Marks the words of a search wherever people wrote them in an open case: over the text, without touching its elements. */
import { useEffect } from 'react';
import { hitsIn } from '../../../../shared/domain/search/hits.ts';
import { rangesIn } from './find-on-screen.ts';

/** As `renderer/ui/base.css` names them. */
const ALL = 'search-hit';
const HERE = 'search-hit-here';
/** Milliseconds between a change of the screen and its marks. */
const SOON_MS = 80;

export function useHitMarks(wanted: readonly RegExp[]): void {
  useEffect(() => {
    if (wanted.length === 0) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const mark = () => {
      timer = undefined;
      const screen = document.querySelector('[data-case-open]');
      const sheet = document.querySelector('[data-danger-sheet]');
      const ranges = [screen, sheet].flatMap((part) =>
        part === null ? [] : rangesIn(part, (text) => hitsIn(text, wanted)),
      );
      CSS.highlights.set(ALL, new Highlight(...ranges));
    };
    const soon = () => (timer ??= setTimeout(mark, SOON_MS));
    const observer = new MutationObserver(soon);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    soon();
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      CSS.highlights.delete(ALL);
      CSS.highlights.delete(HERE);
    };
  }, [wanted]);
}

/** The one hit where one is; it lies over the marks of all. */
export function markHere(range: Range | null): void {
  if (range === null) {
    CSS.highlights.delete(HERE);
    return;
  }
  const here = new Highlight(range);
  here.priority = 1;
  CSS.highlights.set(HERE, here);
}
