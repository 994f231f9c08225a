/** The system's own dialogs for where a backup goes and which one is restored. Main hands the path on and reads nothing. */
import { BrowserWindow, dialog, type OpenDialogOptions, type WebContents } from 'electron';

async function choose(page: WebContents, options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(page);
  if (window === null) return null;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

export const chooseFolder = (page: WebContents): Promise<string | null> =>
  choose(page, {
    title: 'Folder for backups',
    buttonLabel: 'Back up here',
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  });

export const chooseBackup = (page: WebContents): Promise<string | null> =>
  choose(page, {
    title: 'Backup to restore',
    buttonLabel: 'Restore this',
    filters: [{ name: 'Candour backups', extensions: ['db'] }],
    properties: ['openFile', 'dontAddToRecent'],
  });
