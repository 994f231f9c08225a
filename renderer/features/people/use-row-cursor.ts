import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { lettersAreOn } from '../../app/commands.ts';

/** Moves a cursor through the rows of a grid by arrows, `J` and `K`, Home and End, and keeps its row in view. */
export function useRowCursor(
  grid: RefObject<HTMLElement | null>,
  rows: number,
  at: number,
  move: (to: number) => void,
): (event: KeyboardEvent) => void {
  useEffect(() => {
    grid.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [grid, at]);
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const letter = lettersAreOn() ? event.key.toLowerCase() : '';
    const to =
      event.key === 'ArrowDown' || letter === 'j'
        ? at + 1
        : event.key === 'ArrowUp' || letter === 'k'
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? rows - 1
              : null;
    if (to === null) return;
    event.preventDefault();
    move(Math.min(Math.max(to, 0), rows - 1));
  };
}
