import type { KeyboardEvent } from 'react';
import { lettersAreOn } from '../../../app/commands.ts';
import type { Marking } from './use-marking.ts';

/**
 * The keys that move through the narrative. Outside marking mode arrows scroll as in any document; the first `J` or
 * `K` turns the mode on, since letters act inside a listbox only.
 */
export function useReadingKeys(marking: Marking): (event: KeyboardEvent<HTMLElement>) => void {
  const moves = (key: string): (() => void) | null => {
    const letter = lettersAreOn() ? key.toLowerCase() : '';
    if (!marking.on) return letter === 'j' || letter === 'k' ? () => marking.turn(true) : null;
    if (key === 'ArrowDown' || letter === 'j') return () => marking.move(1);
    if (key === 'ArrowUp' || letter === 'k') return () => marking.move(-1);
    if (key === 'Home') return () => marking.goTo(0);
    if (key === 'End') return () => marking.goTo(marking.sentences.length - 1);
    if (key === 'Escape') return () => marking.turn(false);
    return null;
  };
  const withShift = (key: string): (() => void) | null => {
    if (!marking.on) return null;
    if (key === 'ArrowDown') return () => marking.extend(1);
    if (key === 'ArrowUp') return () => marking.extend(-1);
    if (key === 'ArrowRight') return () => marking.trimByWord(1);
    if (key === 'ArrowLeft') return () => marking.trimByWord(-1);
    return null;
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = event.shiftKey ? withShift(event.key) : moves(event.key);
    if (run === null) return;
    event.preventDefault();
    run();
  };
}
