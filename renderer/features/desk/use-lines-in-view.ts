/** Which lines of the grid exist: those in view and a few around them. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect } from 'react';

/** Pixels of the header, which stays over the lines. */
export const HEADER = 28;
/**
 * Lines come and go so many at a time. The virtualizer measures every one of its entries whenever their number changes,
 * with a hundred thousand cases several milliseconds for each list: it is handed blocks of lines, all of one height.
 */
const BLOCK = 4;

export interface LinesInView {
  /** The lines `[from, to)` are to be drawn. */
  readonly from: number;
  readonly to: number;
  readonly scrollTo: (pixels: number) => void;
  /** Scrolls no further than needed so that the lines from one to another, both included, are in view; the last before the first. */
  readonly reveal: (first: number, last: number) => void;
}

/** @param start pixels that the grid is scrolled at first */
export function useLinesInView(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  height: number,
  start: number,
): LinesInView {
  const virtualizer = useVirtualizer({
    count: Math.ceil(count / BLOCK),
    getScrollElement: () => scroller.current,
    estimateSize: () => BLOCK * height,
    scrollMargin: HEADER,
    overscan: 1,
    initialOffset: start,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  const shown = virtualizer.getVirtualItems();

  const scrollTo = useCallback((pixels: number) => virtualizer.scrollToOffset(pixels), [virtualizer]);
  const reveal = useCallback(
    (first: number, last: number) => {
      // What the virtualizer heard last: to ask the grid itself lays the whole page out, with every key.
      const { scrollOffset, scrollRect } = virtualizer;
      if (scrollOffset === null || scrollRect === null) return;
      const most = first * height;
      const least = (last + 1) * height + HEADER - scrollRect.height;
      if (scrollOffset > most) scrollTo(most);
      else if (scrollOffset < least) scrollTo(least);
    },
    [virtualizer, height, scrollTo],
  );
  return {
    from: (shown[0]?.index ?? 0) * BLOCK,
    to: Math.min(count, ((shown.at(-1)?.index ?? -1) + 1) * BLOCK),
    scrollTo,
    reveal,
  };
}
