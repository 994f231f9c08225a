/** What the menu at the focus offers: from the one table of shortcuts, as keys, palette and help are. */
import { type Scope, shortcut, type Shortcut, type ShortcutId } from './shortcuts.ts';

/** Of what acts everywhere, what belongs in a menu at the focus. */
const everywhere: readonly ShortcutId[] = [
  'global.sign',
  'global.undo',
  'global.commands',
  'global.help',
  'global.cover',
  'global.lock',
];

export interface MenuRow extends Shortcut {
  readonly id: ShortcutId;
}

/**
 * @param active what can act now
 * @param here the scopes of what has the focus, as its `data-keys` names them
 */
export function menuRows(active: readonly ShortcutId[], here: readonly Scope[]): MenuRow[] {
  const rows = active.map((id) => ({ ...shortcut(id), id }));
  const own = rows.filter(({ widget, scope }) => widget !== true && here.includes(scope));
  return [...own, ...rows.filter(({ id, scope }) => everywhere.includes(id) && !here.includes(scope))];
}
