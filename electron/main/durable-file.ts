/** A small file of main's that a power cut must not take half or away. */
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

function syncFolder(folder: string): void {
  // Windows has no such call and needs none.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes a file, mode 0600, that after a crash at any moment is whole or not there. Throws what the file system throws;
 * `EEXIST` where there is one already, which stays as it is.
 */
export function createDurably(file: string, text: string): void {
  const beside = `${file}.tmp`;
  rmSync(beside, { force: true });
  const handle = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    // Not a rename, which would replace a file that another start has made meanwhile.
    linkSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
  syncFolder(dirname(file));
}
