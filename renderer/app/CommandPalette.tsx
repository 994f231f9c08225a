import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { Dialog, Kbd } from '../ui/index.ts';
import { runCommand, useActiveCommands } from './commands.ts';
import classes from './CommandPalette.module.css';
import { scopes, shortcut, type Shortcut } from './shortcuts.ts';
import { t } from '../words/t.ts';

/** How well a command answers what was typed: every word must begin a word of it; null where one does not. */
export function matches(words: string, typed: string): boolean {
  const has = words.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((part) => part === '' || has.some((word) => word.startsWith(part)));
}

/** `Ctrl+K`: every command that can act here, by its words. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={t('Find a command')} width={560}>
      {open && <Palette onClose={onClose} />}
    </Dialog>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const active = useActiveCommands();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found: readonly Shortcut[] = useMemo(
    () =>
      active
        .map(shortcut)
        .filter((row) => !row.widget && row.id !== 'global.commands')
        .filter((row) => matches(`${row.words} ${scopes[row.scope]}`, typed))
        // What is called so comes before what only belongs there.
        .toSorted((a, b) => Number(matches(b.words, typed)) - Number(matches(a.words, typed))),
    [active, typed],
  );
  const here = Math.min(at, Math.max(0, found.length - 1));
  const run = (row: Shortcut | undefined) => {
    if (!row) return;
    onClose();
    // The dialog must be gone before the command acts, since it acts on what lies beneath.
    setTimeout(() => runCommand(row.id as Parameters<typeof runCommand>[0]));
  };
  const hear = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((here + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') run(found[here]);
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.palette}>
      <input
        className={classes.input}
        placeholder={t('Type a part of its name')}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[here] ? `${id}-${here}` : undefined}
        aria-label={t('Command')}
        value={typed}
        // At once, not when the dialog's trap gets round to it: whoever types on loses no letter.
        autoFocus
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={hear}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={t('Commands')} className={classes.list}>
        {found.map((row, index) => (
          <li
            key={row.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === here}
            className={classes.option}
            onClick={() => run(row)}
            ref={index === here ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
          >
            <span className={classes.words}>{row.words}</span>
            <span className={classes.scope}>{scopes[row.scope]}</span>
            {row.keys[0] !== undefined && <Kbd keys={row.keys[0]} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes.none}>{t('No command here is called that.')}</p>}
    </div>
  );
}
