/** Dragging the edge of a header: the column follows the pointer and is kept when it is let go. */
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import type { DeskColumn } from '../../../shared/bridge/arrangement.ts';
import { useLatest } from '../../ui/index.ts';

export interface Drag {
  readonly column: DeskColumn;
  /** Pixels. */
  readonly width: number;
}

/** What the edge of a header hears; the same for as long as the grid is there. */
export interface Edge {
  readonly begin: (column: DeskColumn, event: PointerEvent<HTMLElement>) => void;
  readonly move: (event: PointerEvent<HTMLElement>) => void;
  readonly end: () => void;
}

export function useColumnWidth(onWidth: (column: DeskColumn, width: number) => void): {
  readonly drag: Drag | null;
  readonly edge: Edge;
} {
  const [drag, setDrag] = useState<Drag | null>(null);
  const from = useRef({ x: 0, width: 0 });
  const begin = useLatest((column: DeskColumn, event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const width = event.currentTarget.parentElement?.offsetWidth ?? 0;
    from.current = { x: event.clientX, width };
    setDrag({ column, width });
  });
  const move = useLatest((event: PointerEvent<HTMLElement>) => {
    if (drag) setDrag({ ...drag, width: from.current.width + event.clientX - from.current.x });
  });
  const end = useLatest(() => {
    if (drag) onWidth(drag.column, drag.width);
    setDrag(null);
  });
  const edge = useMemo(() => ({ begin, move, end }), [begin, move, end]);
  return { drag, edge };
}
