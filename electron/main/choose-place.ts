/** The system's own dialogs for where a backup or a bundle goes, and which one is read. Main hands the path on and reads nothing. */
import { BrowserWindow, dialog, type OpenDialogOptions, type WebContents } from 'electron';
import type { Say } from './words.ts';

async function choose(page: WebContents, options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(page);
  if (window === null) return null;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

export const chooseFolder = (page: WebContents, t: Say): Promise<string | null> =>
  choose(page, {
    title: t('Folder for backups'),
    buttonLabel: t('Back up here'),
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  });

export const chooseBackup = (page: WebContents, t: Say): Promise<string | null> =>
  choose(page, {
    title: t('Backup to restore'),
    buttonLabel: t('Restore this'),
    filters: [{ name: t('Candour backups'), extensions: ['db'] }],
    properties: ['openFile', 'dontAddToRecent'],
  });

export const chooseBundleIn = (page: WebContents, t: Say): Promise<string | null> =>
  choose(page, {
    title: t('Bundle from the hub'),
    buttonLabel: t('Read this'),
    filters: [{ name: t('Candour bundles'), extensions: ['age'] }],
    properties: ['openFile', 'dontAddToRecent'],
  });

/** The name tells nothing but the day: `candour-to-hub-2026-11-21.age`. */
export async function chooseBundleOut(
  page: WebContents,
  what: 'bundle' | 'request',
  today: Date,
  t: Say,
): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(page);
  if (window === null) return null;
  const day = today.toISOString().slice(0, 10);
  const extension = what === 'bundle' ? 'age' : 'txt';
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: what === 'bundle' ? t('Bundle for the hub') : t('Request for the hub'),
    defaultPath: what === 'bundle' ? `candour-to-hub-${day}.age` : `candour-request-${day}.txt`,
    filters: [{ name: what === 'bundle' ? t('Candour bundles') : t('Candour requests'), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  });
  if (canceled || filePath === '') return null;
  return filePath.endsWith(`.${extension}`) ? filePath : `${filePath}.${extension}`;
}
