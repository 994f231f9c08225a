/** Which shortcuts can act now, and the one listener that makes them act. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { keysOf, onMac } from './keys.ts';
import { closeUppermost, openDepth, useDepth } from './layers.tsx';
import { isLetter, isPlain, shortcut, type ShortcutId, shortcuts } from './shortcuts.ts';

interface Active {
  readonly id: ShortcutId;
  readonly depth: number;
  readonly run: () => void;
}

let active: readonly Active[] = [];
let lettersAct = true;
const listeners = new Set<() => void>();

function change(next: readonly Active[]): void {
  active = next;
  for (const listener of listeners) listener();
}

/** Single letters and signs can be switched off (WCAG 2.1.4). */
export const setLetters = (act: boolean): void => void (lettersAct = act);
export const lettersAreOn = (): boolean => lettersAct;

/** Lets a shortcut act while the component is there; the one declared last wins. */
export function useCommand(id: ShortcutId, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const depth = useDepth();
  useEffect(() => {
    if (!enabled) return undefined;
    const entry: Active = { id, depth, run: () => latest.current() };
    change([...active, entry]);
    return () => change(active.filter((other) => other !== entry));
  }, [id, depth, enabled]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The ids that can act now, each once. */
export function useActiveCommands(): readonly ShortcutId[] {
  const now = useSyncExternalStore(subscribe, () => active);
  return [...new Set(now.map(({ id }) => id))];
}

/** Runs a command as its key would; false where it cannot act now. */
export function runCommand(id: ShortcutId): boolean {
  const depth = openDepth();
  const found = active.findLast((entry) => entry.id === id && (entry.depth >= depth || shortcut(id).always));
  found?.run();
  return found !== undefined;
}

const typing = (target: Element | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

/** What a field does with these itself comes first while one types in it. */
const ownOfFields: readonly string[] = ['Ctrl+Z', 'Ctrl+A'];

function actsHere(id: ShortcutId, keys: string, target: Element | null): boolean {
  if (!isPlain(keys)) return !ownOfFields.includes(keys) || !typing(target);
  if (typing(target) || (isLetter(keys) && !lettersAct)) return false;
  return (target?.closest(`[data-keys~="${shortcut(id).scope}"]`) ?? null) !== null;
}

/** Hears every key press that no widget has used; gives back how to stop. */
export function listenForKeys(leave: () => void): () => void {
  const mac = onMac();
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = keysOf(event, mac);
    if (keys === null) return;
    if (keys === 'Escape') {
      event.preventDefault();
      if (!closeUppermost()) leave();
      return;
    }
    const target = event.target instanceof Element ? event.target : null;
    const depth = openDepth();
    const found = active.findLast(
      ({ id, depth: own }) =>
        shortcut(id).keys.includes(keys) && (own >= depth || shortcut(id).always) && actsHere(id, keys, target),
    );
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}

/** Runs what was chosen in the application's menu; false where it cannot act now, or is not in the table. */
export function runByName(name: string): boolean {
  const found = shortcuts.find(({ id }) => id === name);
  return found !== undefined && runCommand(found.id);
}
