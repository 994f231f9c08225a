import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { announce, Kbd } from '../ui/index.ts';
import { t } from '../words/t.ts';
import { runByName, runCommand, useActiveCommands, useCommand } from './commands.ts';
import classes from './FocusMenu.module.css';
import { useLayer } from './layers.tsx';
import { menuRows } from './menu-rows.ts';
import { onShellNotice } from './shell-notices.ts';
import { type Scope, scopes } from './shortcuts.ts';

interface Opened {
  readonly x: number;
  readonly y: number;
  readonly here: readonly Scope[];
  /** What has the focus back when the menu closes. */
  readonly from: HTMLElement;
}

const isScope = (word: string): word is Scope => Object.hasOwn(scopes, word);

/** A menu at the pointer, or, without one, at what has the focus. Fields keep their own ways. */
function openedAt(place: EventTarget | null, pointer: MouseEvent | null): Opened | null {
  const target = place instanceof Element ? place : null;
  if (target === null || target.closest('input, textarea, select, [role=menu], [role=dialog]') !== null) return null;
  const region = target.closest<HTMLElement>('[data-keys]');
  // By the pointer only where something acts; a key always gets an answer.
  if (pointer !== null && region === null) return null;
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : document.body;
  const box = from.getBoundingClientRect();
  const byPointer = pointer?.button === 2;
  return {
    x: byPointer ? pointer.clientX : box.left + 24,
    y: byPointer ? pointer.clientY : box.top + 24,
    here: (region?.dataset.keys ?? '').split(' ').filter(isScope),
    from,
  };
}

/** `Shift+F10`, the menu key or the right button: every command that acts at the focus, with its key. */
export function FocusMenu() {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const open = (event: MouseEvent) => {
      const made = event.defaultPrevented ? null : openedAt(event.target, event);
      if (made === null) return;
      event.preventDefault();
      setOpened(made);
    };
    document.addEventListener('contextmenu', open);
    return () => document.removeEventListener('contextmenu', open);
  }, []);
  useCommand('global.menu', () => setOpened(openedAt(document.activeElement, null)));
  useEffect(
    () => onShellNotice('command', ({ id }) => void (runByName(id) || announce(t('That command does not act here.')))),
    [],
  );
  const close = useCallback(() => {
    setOpened((was) => {
      if (was?.from.isConnected === true) was.from.focus();
      return null;
    });
  }, []);
  useLayer(opened !== null, close, false);
  return opened === null ? null : <OpenMenu opened={opened} onClose={close} />;
}

function OpenMenu({ opened, onClose }: { readonly opened: Opened; readonly onClose: () => void }) {
  const active = useActiveCommands();
  const rows = menuRows(active, opened.here);
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  useEffect(() => {
    list.current?.querySelectorAll<HTMLElement>('[role=menuitem]')[at]?.focus();
  }, [at]);
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && list.current?.contains(event.target) !== true) onClose();
    };
    document.addEventListener('pointerdown', away, true);
    return () => document.removeEventListener('pointerdown', away, true);
  }, [onClose]);
  const run = (index: number) => {
    const row = rows[index];
    onClose();
    // The focus is back first: a command acts on what has it.
    if (row) setTimeout(() => runCommand(row.id));
  };
  const hear = (event: KeyboardEvent) => {
    const last = rows.length - 1;
    if (event.key === 'ArrowDown') setAt(at === last ? 0 : at + 1);
    else if (event.key === 'ArrowUp') setAt(at === 0 ? last : at - 1);
    else if (event.key === 'Home') setAt(0);
    else if (event.key === 'End') setAt(last);
    else if (event.key === 'Enter' || event.key === ' ') run(at);
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Kept inside the window, whatever the zoom.
  const width = Math.min(340, window.innerWidth - 16);
  const height = Math.min(rows.length * 28 + 10, window.innerHeight - 16);
  return (
    <aside aria-label={t('Commands here')}>
      <ul
        ref={list}
        role="menu"
        aria-label={t('Commands here')}
        className={classes.menu}
        style={{
          left: Math.max(8, Math.min(opened.x, window.innerWidth - width - 8)),
          top: Math.max(8, Math.min(opened.y, window.innerHeight - height - 8)),
          width,
          maxHeight: height,
        }}
        onKeyDown={hear}
      >
        {rows.map((row, index) => (
          <li
            key={row.id}
            role="menuitem"
            tabIndex={index === at ? 0 : -1}
            aria-keyshortcuts={row.keys[0]}
            className={classes.item}
            onClick={() => run(index)}
          >
            <span className={classes.words}>{row.words}</span>
            {row.keys[0] !== undefined && <Kbd keys={row.keys[0]} />}
          </li>
        ))}
      </ul>
    </aside>
  );
}
