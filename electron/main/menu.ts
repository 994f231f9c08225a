/** The application menu: it is not shown, but its keys work, also where a page has stopped answering. */
import { Menu } from 'electron';
import type { Say } from './words.ts';

/**
 * @param command has the page that is in front run a command of its table. Its keys stand in the label and are heard by
 * the page alone: a letter as an accelerator would act while somebody types.
 */
export function setMenu(t: Say, lock: () => void, quit: () => void, command: (id: string) => void): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'Candour',
        submenu: [
          { label: t('Lock'), accelerator: 'CmdOrCtrl+L', click: lock },
          { label: t('Quit'), accelerator: 'CmdOrCtrl+Q', click: quit },
        ],
      },
      {
        label: t('Edit'),
        submenu: [
          // Electron’s own labels are English.
          { role: 'undo', label: t('Undo') },
          { role: 'redo', label: t('Redo') },
          { type: 'separator' },
          { role: 'cut', label: t('Cut') },
          { role: 'copy', label: t('Copy') },
          { role: 'pasteAndMatchStyle', label: t('Paste without formatting') },
          { role: 'paste', label: t('Paste') },
          { role: 'selectAll', label: t('Select everything') },
        ],
      },
      {
        label: t('View'),
        submenu: [
          { role: 'resetZoom', label: t('Usual size') },
          { role: 'zoomIn', label: t('Larger') },
          { role: 'zoomOut', label: t('Smaller') },
          { role: 'togglefullscreen', label: t('Full screen') },
        ],
      },
      {
        label: t('Commands'),
        submenu: __COMMANDS__.map(({ scope, rows }) => ({
          label: t(scope),
          submenu: rows.map(({ id, words, keys }) => ({
            id,
            label: keys === null ? t(words) : `${t(words)} (${keys})`,
            click: () => command(id),
          })),
        })),
      },
    ]),
  );
}
