/** The application menu: it is not shown, but its keys work, also where a page has stopped answering. */
import { Menu } from 'electron';

export function setMenu(lock: () => void, quit: () => void): void {
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
    ]),
  );
}
