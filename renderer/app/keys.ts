/** From a key press to the way it is written in the table of shortcuts, and to the words on a key cap. */

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState(name: 'AltGraph'): boolean;
}

export const onMac = (): boolean => typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

const macHistory: Readonly<Record<string, string>> = {
  'Ctrl+[': 'Alt+ArrowLeft',
  'Ctrl+]': 'Alt+ArrowRight',
  'Ctrl+Shift+]': 'Ctrl+PageDown',
  'Ctrl+Shift+[': 'Ctrl+PageUp',
};

/** `Ctrl+Shift+F`, `J`, `Space`; null for AltGr and Ctrl+Alt, which type characters such as ŵ and á. */
export function keysOf(press: Press, mac: boolean): string | null {
  if (press.getModifierState('AltGraph')) return null;
  const ctrl = mac ? press.metaKey : press.ctrlKey;
  if ((ctrl && press.altKey) || (mac ? press.ctrlKey : press.metaKey)) return null;
  const key = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key;
  // On a printed sign Shift has already done its work; on letters and named keys it is part of the combination.
  const shift = press.shiftKey && (key.length > 1 || key.toLowerCase() !== key || (mac && ctrl));
  const keys = `${ctrl ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
  return (mac && macHistory[keys.replace('{', '[').replace('}', ']')]) || keys;
}

const caps: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** The caps to draw for a combination. */
export const capsOf = (keys: string, mac: boolean): string[] =>
  keys.split(/\+(?=.)/).map((part) => (part === 'Ctrl' && mac ? 'Cmd' : (caps[part] ?? part)));
