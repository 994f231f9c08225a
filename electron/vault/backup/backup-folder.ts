import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** Why a folder takes no backup, or null. What lies with the vault is lost with it. */
export function folderFlaw(folder: string, profile: string): 'not_a_folder' | 'inside_vault' | null {
  if (!isAbsolute(folder)) return 'not_a_folder';
  try {
    if (!statSync(folder).isDirectory()) return 'not_a_folder';
    const way = relative(realpathSync(profile), realpathSync(folder));
    const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
    return outside ? null : 'inside_vault';
  } catch {
    return 'not_a_folder';
  }
}
