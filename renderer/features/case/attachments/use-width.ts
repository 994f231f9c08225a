import { type RefObject, useEffect, useState } from 'react';

/** The width in CSS pixels that an element has inside, as it changes. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return undefined;
    const look = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    look.observe(element.current);
    return () => look.disconnect();
  }, [element]);
  return width;
}
