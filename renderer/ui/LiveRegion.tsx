import { create } from 'zustand';

interface Spoken {
  readonly words: string;
  readonly loud: boolean;
  /** Two equal sentences in a row must still differ for a screen reader. */
  readonly turn: number;
}

const useSpoken = create<Spoken>(() => ({ words: '', loud: false, turn: 0 }));

/** Tells a change of state to a screen reader, never a count; `loud` interrupts, and is for danger and refusals. */
export const announce = (words: string, loud = false): void =>
  useSpoken.setState(({ turn }) => ({ words, loud, turn: turn + 1 }));

/** Stands once in the frame. */
export function LiveRegion() {
  const { words, loud, turn } = useSpoken();
  const text = turn % 2 === 0 ? words : `${words}\u00a0`;
  return (
    <div className="sr-only">
      <div aria-live="polite">{loud ? '' : text}</div>
      <div aria-live="assertive">{loud ? text : ''}</div>
    </div>
  );
}
