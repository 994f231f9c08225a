import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a small file so that after a crash at any moment the old contents or the new ones are there, whole, mode
 * 0600. Throws what the file system throws (a full disk: `ENOSPC`).
 */
export function writeDurably(file: string, text: string): void {
  const beside = `${file}.tmp`;
  const handle = openSync(beside, 'w', 0o600);
  try {
    fchmodSync(handle, 0o600);
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  syncFolder(dirname(file));
}

/** Without it the rename may still be undone by a power cut. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The text of a file, or null when there is none. Throws when it is there and cannot be read. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
