/** A disk of a few megabytes that a test may fill: it needs the right to mount one. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** In CI these run as root, elsewhere they are left out. */
export const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

/** Mounts one over a folder. @returns takes it away */
export function mountSmallDisk(folder: string, megabytes: number, owner = 0): () => void {
  const options = `size=${megabytes}m,mode=0700,uid=${owner},gid=${owner}`;
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  return () => void execFileSync('umount', ['-l', folder]);
}

/** Takes every free byte of a disk. @returns gives them back */
export function fill(folder: string): () => void {
  const file = join(folder, 'filler');
  const handle = openSync(file, 'w');
  for (const size of [65_536, 4096, 1])
    try {
      for (;;) writeSync(handle, randomBytes(size));
    } catch {
      // Full for this size.
    }
  closeSync(handle);
  return () => rmSync(file);
}
