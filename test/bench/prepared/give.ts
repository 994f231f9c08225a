import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ownedFolder } from '../../../scripts/setup/start-command.ts';
import { ordinaryUser } from '../../../scripts/setup/system.mjs';

/** Gives a profile to the ordinary user, as whom the workstation runs. */
export function give(profile: string): void {
  const { uid, gid } = ordinaryUser();
  if (uid >= 0) for (const name of readdirSync(profile)) chownSync(join(profile, name), uid, gid);
  ownedFolder(profile);
}
