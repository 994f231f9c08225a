/** The folder in which one person's vault and settings lie on this workstation. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';

/**
 * Makes the folder and points Electron's own files at it; must run before the app is ready.
 * @param chosen from the command line, relative to the working folder
 */
export function openProfile(chosen: string | undefined): string {
  const profile = chosen === undefined ? app.getPath('userData') : resolve(chosen);
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  // mkdir leaves a folder that was there before as it was.
  chmodSync(profile, 0o700);
  app.setPath('userData', profile);
  app.setPath('sessionData', join(profile, 'chromium'));
  app.setPath('crashDumps', join(profile, 'chromium', 'crashes'));
  app.setAppLogsPath(join(profile, 'logs'));
  return profile;
}
