/** What the workstation remembers and everyone may know: window, theme, language, hub address. */
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { ipcMain } from 'electron';
import { z } from 'zod';
import { Preferences } from '../../shared/bridge/shell.ts';
import { log } from './log.ts';

export const defaultPreferences: Preferences = {
  bounds: { width: 1440, height: 900, maximised: false },
  filesBounds: null,
  theme: 'system',
  density: 'compact',
  language: 'system',
  hub: null,
};

/** Preferences that another version wrote lack what came later, or hold what is no more; that is no damage. */
const Stored = z.object(Preferences.shape).partial();

/** Moves a file that cannot be understood out of the way, so that nothing in it is lost. */
function setDamagedAside(file: string, now: Date): void {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    stored = undefined;
  }
  if (Stored.safeParse(stored).success) return;
  renameSync(file, `${file}.damaged-${now.toISOString().replaceAll(':', '-')}`);
  log('preferences_damaged');
}

/** The language that was chosen, for what is said before anything is opened; a file that says none is left as it is. */
export function languageOf(profile: string): Preferences['language'] {
  try {
    const stored: unknown = JSON.parse(readFileSync(join(profile, 'preferences.json'), 'utf8'));
    return Stored.parse(stored).language ?? defaultPreferences.language;
  } catch {
    return defaultPreferences.language;
  }
}

export interface KeptPreferences {
  read(): Preferences;
  /** What is absent or undefined stays as it was. */
  write(change: { readonly [K in keyof Preferences]?: Preferences[K] | undefined }): Preferences;
}

/** Opens `preferences.json` in the profile; a damaged one is set aside as `.damaged-<time>` and the defaults hold. */
export function openPreferences(profile: string, now: Date): KeptPreferences {
  setDamagedAside(join(profile, 'preferences.json'), now);
  const store = new Store<Partial<Preferences>>({ name: 'preferences', cwd: profile, configFileMode: 0o600 });
  // The library opens a channel for pages that would use it there; ours do not, and none may be open unwatched.
  ipcMain.removeAllListeners('electron-store-get-data');
  const read = () => ({ ...defaultPreferences, ...Stored.parse(store.store) }) as Preferences;
  return {
    read,
    write(change) {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const changed = Preferences.parse({ ...read(), ...Object.fromEntries(given) });
      store.store = changed;
      return changed;
    },
  };
}
