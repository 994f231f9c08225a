import { Menu } from '@mantine/core';
import { runCommand } from '../../app/commands.ts';
import { useLayer } from '../../app/layers.tsx';
import { shortcut, type ShortcutId } from '../../app/shortcuts.ts';
import { Kbd } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './Menus.module.css';

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
  useLayer(place !== null, onClose, false);
  return (
    <Menu
      opened={place !== null}
      onChange={(next) => !next && onClose()}
      position="bottom-start"
      offset={0}
      withinPortal
      closeOnEscape={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.menu }}
    >
      <Menu.Target>
        <span aria-hidden="true" className={classes.point} style={{ left: place?.x ?? 0, top: place?.y ?? 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('The case, or those that are selected')}>
        {acts.map((id) => (
          <Menu.Item
            key={id}
            className={classes.item}
            rightSection={shortcut(id).keys[0] !== undefined && <Kbd keys={shortcut(id).keys[0]!} />}
            onClick={() => {
              onClose();
              // The menu must be gone before the command acts, since it acts on what lies beneath.
              setTimeout(() => runCommand(id));
            }}
          >
            {shortcut(id).words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
