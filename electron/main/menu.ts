/** The application menu: it is not shown, but its keys work, also where a page has stopped answering. */
import { Menu } from 'electron';

/**
 * @param command has the page that is in front run a command of its table. Its keys stand in the label and are heard by
 * the page alone: a letter as an accelerator would act while somebody types.
 */
export function setMenu(lock: () => void, quit: () => void, command: (id: string) => void): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'Candour',
        submenu: [
          { label: 'Lock', accelerator: 'CmdOrCtrl+L', click: lock },
          { label: 'Quit', accelerator: 'CmdOrCtrl+Q', click: quit },
        ],
      },
      {
        label: 'Edit',
        submenu: [
          { role: 'undo' },
          { role: 'redo' },
          { type: 'separator' },
          { role: 'cut' },
          { role: 'copy' },
          { role: 'pasteAndMatchStyle' },
          { role: 'paste' },
          { role: 'selectAll' },
        ],
      },
      {
        label: 'View',
        submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
      },
      {
        label: 'Commands',
        submenu: __COMMANDS__.map(({ scope, rows }) => ({
          label: scope,
          submenu: rows.map(({ id, words, keys }) => ({
            id,
            label: keys === null ? words : `${words} (${keys})`,
            click: () => command(id),
          })),
        })),
      },
    ]),
  );
}
