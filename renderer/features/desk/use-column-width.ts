/** Dragging the edge of a header: the column follows the pointer and is kept when it is let go. */
import { type PointerEvent, useRef, useState } from 'react';
import type { DeskColumn } from '../../../shared/bridge/arrangement.ts';

export interface Drag {
  readonly column: DeskColumn;
  /** Pixels. */
  readonly width: number;
}

export interface ColumnWidth {
  readonly drag: Drag | null;
  readonly begin: (column: DeskColumn, event: PointerEvent<HTMLElement>) => void;
  readonly move: (event: PointerEvent<HTMLElement>) => void;
  readonly end: () => void;
}

export function useColumnWidth(onWidth: (column: DeskColumn, width: number) => void): ColumnWidth {
  const [drag, setDrag] = useState<Drag | null>(null);
  const from = useRef({ x: 0, width: 0 });
  return {
    drag,
    begin(column, event) {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      const width = event.currentTarget.parentElement?.offsetWidth ?? 0;
      from.current = { x: event.clientX, width };
      setDrag({ column, width });
    },
    move(event) {
      if (drag) setDrag({ ...drag, width: from.current.width + event.clientX - from.current.x });
    },
    end() {
      if (drag) onWidth(drag.column, drag.width);
      setDrag(null);
    },
  };
}
