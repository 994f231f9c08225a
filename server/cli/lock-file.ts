import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Clock ticks since boot at which a process began; tells a process from a later one with the same id. Linux only. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(owner: string): boolean {
  const [pid = '', start = ''] = owner.trim().split(' ');
  if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(Number(pid));
  return now === null || start === '' || now === start;
}

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

export type Locked = { readonly ok: true; readonly release: () => void } | { readonly ok: false; readonly pid: string };

/** Takes a lock that outlives no process: what a killed one left behind is recognised and taken over. */
export function takeLock(file: string): Locked {
  const mine = `${process.pid} ${startOf(process.pid) ?? ''}`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, and fails when the name is taken.
        linkSync(draft, file);
        return { ok: true, release: () => void (read(file) === mine && rmSync(file, { force: true })) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const owner = read(file);
      if (isAlive(owner)) return { ok: false, pid: owner.split(' ')[0] ?? '' };
      setAside(file, owner);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead owner's lock, unless another process has replaced it in the meantime: then that one is put back. */
function setAside(file: string, deadOwner: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== deadOwner)
    try {
      linkSync(aside, file);
    } catch {
      // A third process took the free name; it holds the lock now, and the one set aside notices at its release.
    }
  rmSync(aside, { force: true });
}
