import { runCommand } from '../../app/commands.ts';
import { shortcut, type ShortcutId } from '../../app/shortcuts.ts';
import { t } from '../../words/t.ts';
import { ActMenu } from './ActMenu.tsx';
import classes from './DeskTable.module.css';

export interface MenuPlace {
  /** Pixels of the window. */
  readonly x: number;
  readonly y: number;
}

const acts = [
  'desk.open',
  'desk.peek',
  'desk.select',
  'desk.selectAll',
  'desk.allocate',
  'desk.label',
  'desk.unread',
  'desk.conflict',
] as const satisfies readonly ShortcutId[];

/** `Shift+F10` on a row, or the pointer's other button: every letter of the Desk as words. */
export function RowMenu({ place, onClose }: { place: MenuPlace | null; onClose: () => void }) {
  return (
    <ActMenu
      open={place !== null}
      label={t('The case, or those that are selected')}
      acts={acts.map((id) => ({ words: shortcut(id).words, keys: shortcut(id).keys[0], run: () => runCommand(id) }))}
      onClose={onClose}
    >
      <span aria-hidden="true" className={classes.point} style={{ left: place?.x ?? 0, top: place?.y ?? 0 }} />
    </ActMenu>
  );
}
