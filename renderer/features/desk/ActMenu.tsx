import { Popover } from '@mantine/core';
import type { KeyboardEvent, ReactElement } from 'react';
import { useLayer } from '../../app/layers.tsx';
import { Kbd } from '../../ui/index.ts';
import classes from './ActMenu.module.css';

export interface Act {
  readonly words: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

export interface ActMenuProps {
  readonly open: boolean;
  readonly label: string;
  readonly acts: readonly Act[];
  /** Also gives the focus back. */
  readonly onClose: () => void;
  /** What it hangs on. */
  readonly children: ReactElement;
}

/** Goes through the entries: up and down in a ring, to both ends, and to the next that begins with a letter. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const here = entries.indexOf(document.activeElement as HTMLElement);
  const ring = (at: number) => entries[(at + entries.length) % entries.length];
  const byKey: Readonly<Record<string, HTMLElement | undefined>> = {
    ArrowDown: ring(here + 1),
    ArrowUp: ring(here - 1),
    Home: entries[0],
    End: entries.at(-1),
  };
  const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  const begins = (entry: HTMLElement) => entry.textContent.toLowerCase().startsWith(event.key.toLowerCase());
  const next = plain
    ? [...entries.slice(here + 1), ...entries.slice(0, here + 1)].find(begins)
    : (byKey[event.key] ?? undefined);
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

/** A menu of acts: `Esc` closes it, `Enter` acts once it is gone, since acts concern what lies beneath. */
export function ActMenu({ open, label, acts, onClose, children }: ActMenuProps) {
  useLayer(open, onClose, false);
  return (
    <Popover
      opened={open}
      onChange={(next) => !next && onClose()}
      position="bottom-start"
      offset={2}
      trapFocus
      returnFocus={false}
      closeOnEscape={false}
      withinPortal
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.dropdown }}
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <div role="menu" aria-label={label} className={classes.menu} onKeyDown={move}>
          {acts.map(({ words, keys, run }, at) => (
            <button
              key={words}
              type="button"
              role="menuitem"
              tabIndex={at === 0 ? 0 : -1}
              data-autofocus={at === 0 ? true : undefined}
              className={classes.act}
              onClick={() => {
                onClose();
                setTimeout(run);
              }}
            >
              <span className={classes.words}>{words}</span>
              {keys !== undefined && <Kbd keys={keys} />}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
