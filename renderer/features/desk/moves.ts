import { lettersAreOn } from '../../app/commands.ts';

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where a key takes one in a list of rows: an index that may lie outside it, or null where the key does not move. */
export function moveOf({ key, ctrlKey, metaKey, altKey }: Press, at: number, page: number): number | null {
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'j':
    case 'J':
      return lettersAreOn() ? at + 1 : null;
    case 'k':
    case 'K':
      return lettersAreOn() ? at - 1 : null;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return Infinity;
    default:
      return null;
  }
}
