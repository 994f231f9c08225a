import { createContext, type ReactNode, use, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { t } from '../words/t.ts';
import classes from './Clues.module.css';
import { announce } from './LiveRegion.tsx';

/** UTF-16 offsets in a text, in order. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Finds words in what is typed that could lead to the reporter; null where no case is open. */
export const FindClues = createContext<((text: string) => readonly Span[]) | null>(null);

/** Words typed here that come from a reporter clue. Nothing is held back by it: only sending asks. */
export function useClues(text: string): readonly Span[] {
  const find = use(FindClues);
  const found = useMemo(() => (find === null || text === '' ? [] : find(text)), [find, text]);
  const some = found.length > 0;
  const before = useRef(some);
  useEffect(() => {
    if (some && !before.current) announce(t('Words of a reporter clue'));
    before.current = some;
  }, [some]);
  return found;
}

interface Props {
  readonly text: string;
  readonly clues: readonly Span[];
  /** The field itself; nothing but it. */
  readonly children: ReactNode;
}

/** Draws a dotted line under the clues of the field inside: the same words lie over it, unseen but for the line. */
export function Clues({ text, clues, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  const some = clues.length > 0;
  const fit = useCallback(() => {
    const field = box.current?.querySelector<HTMLElement>('input, textarea');
    const inner = over.current;
    if (!field || inner === null) return;
    inner.style.width = `${field.clientWidth}px`;
    inner.style.transform = `translate(${-field.scrollLeft}px, ${-field.scrollTop}px)`;
  }, []);
  useLayoutEffect(fit);
  useEffect(() => {
    const field = box.current?.querySelector('input, textarea');
    if (!some || !field) return undefined;
    const look = new ResizeObserver(fit);
    look.observe(field);
    field.addEventListener('scroll', fit);
    return () => {
      look.disconnect();
      field.removeEventListener('scroll', fit);
    };
  }, [some, fit]);
  return (
    <div ref={box} className={classes.box}>
      {children}
      {some && (
        <div className={classes.frame} aria-hidden="true">
          <div ref={over} dir="auto" className={classes.words} data-clues={clues.length}>
            {clues.map(({ from, to }, index) => (
              <span key={from}>
                {text.slice(clues[index - 1]?.to ?? 0, from)}
                <span className={classes.clue}>{text.slice(from, to)}</span>
              </span>
            ))}
            {text.slice(clues.at(-1)?.to ?? 0)}
          </div>
        </div>
      )}
    </div>
  );
}

/** What stands under a field with clues in it. */
export const clueWords = (): string => t('Dotted words come from a reporter clue. Sending asks about them.');
