/** A disk of a few megabytes that a test may fill: it needs the right to mount one. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
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

export interface FailingDisk {
  /** As the kernel does with a disk that fails: from now on it is read-only, also for files that are open. */
  turnReadOnly(): void;
  /** Takes it away, looks it through, and mounts it again. */
  mend(): void;
  takeAway(): void;
}

/** An ext4 disk in a file, mounted over a folder. Null where the system gives no loop device. */
export function mountFailingDisk(folder: string, megabytes: number): FailingDisk | null {
  const image = `${folder}.image`;
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'ignore' });
  const mount = (disk: string) => run('mount', '-o', 'loop,errors=remount-ro', disk, folder);
  const mended = `${image}.mended`;
  const takeAway = () => {
    if (existsSync(mended)) run('umount', '-l', folder);
    run('umount', '-l', folder);
    for (const file of [image, mended]) rmSync(file, { force: true });
  };
  try {
    run('truncate', '-s', `${megabytes}M`, image);
    run('mkfs.ext4', '-q', '-F', image);
    mount(image);
  } catch {
    rmSync(image, { force: true });
    return null;
  }
  return {
    turnReadOnly: () => run('mount', '-o', 'remount,abort', folder),
    mend() {
      // What the disk holds, looked through and mounted over the failed one: that cannot be taken away while a handle on
      // a database is kept (`electron/vault/keys/kept-handle.ts`).
      copyFileSync(image, mended);
      try {
        run('e2fsck', '-p', mended);
      } catch (error) {
        // 1: it was mended.
        if ((error as { status?: number }).status !== 1) throw error;
      }
      mount(mended);
    },
    takeAway,
  };
}
