import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useRowHeight } from '../../app/appearance.ts';
import { useCommand } from '../../app/commands.ts';
import { Kbd } from '../../ui/index.ts';
import { useAtHand } from '../danger/at-hand.ts';
import { moveOf } from '../desk/moves.ts';
import classes from './Conflict.module.css';
import { t } from '../../words/t.ts';

export interface MarkLine {
  readonly key: string;
  readonly cells: ReactNode;
}

export interface MarkListProps {
  readonly label: string;
  /** Over the columns; the same grid as the cells. */
  readonly header?: ReactNode;
  readonly lines: readonly MarkLine[];
  readonly marked: ReadonlySet<string>;
  readonly onMark: (key: string) => void;
  /** The case of a line, where a line is one: names are not told apart by their cases. */
  readonly caseOf?: (key: string) => string;
}

/** Lines of which some are marked `I may know them`: `Y` on the line, or a click on those words. */
export function MarkList({ label, header, lines, marked, onMark, caseOf }: MarkListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const here = Math.min(at, Math.max(0, lines.length - 1));
  const under = lines[here]?.key;
  useAtHand(under === undefined ? null : caseOf?.(under));
  const height = Math.max(32, useRowHeight());
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => scroller.current?.focus(), []);
  useEffect(() => virtualizer.scrollToIndex(here), [virtualizer, here]);
  const markHere = () => {
    const line = lines[here];
    if (!line) return;
    onMark(line.key);
    setAt(Math.min(here + 1, lines.length - 1));
  };
  useCommand('conflict.mark', markHere);
  const hear = (event: KeyboardEvent) => {
    const next = moveOf(event, here, 10);
    if (next === null) return;
    event.preventDefault();
    setAt(Math.min(lines.length - 1, Math.max(0, next)));
  };
  return (
    <div className={classes.list}>
      {header !== undefined && (
        <div className={classes.header} aria-hidden="true">
          {header}
        </div>
      )}
      <div
        ref={scroller}
        role="listbox"
        tabIndex={0}
        data-keys="conflict"
        data-pane="conflict"
        aria-label={label}
        aria-multiselectable="true"
        aria-activedescendant={lines.length > 0 ? `mark-${here}` : undefined}
        className={classes.lines}
        onKeyDown={hear}
      >
        <div role="presentation" className={classes.whole} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (!line) return null;
            const isMarked = marked.has(line.key);
            return (
              <div
                key={line.key}
                id={`mark-${index}`}
                role="option"
                aria-selected={isMarked}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                className={`${classes.line} ${index === here ? classes.here : ''} ${isMarked ? classes.marked : ''}`}
                style={{ transform: `translateY(${start}px)`, height }}
                onMouseDown={() => setAt(index)}
              >
                {line.cells}
                <span className={classes.know} data-marked={isMarked} onClick={() => onMark(line.key)}>
                  <span className={classes.box} aria-hidden="true" />
                  {t('I may know them')}
                  {index === here && <Kbd keys="Y" />}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
