/** One at a time: two runs that build or package the same thing would tear it from each other. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

let before: Promise<unknown> = Promise.resolve();

/**
 * Runs `work` when no other process holds `file` and this process does nothing else in turn. A file whose process has
 * died is taken over.
 */
export function inTurn<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = before.then(async () => {
    mkdirSync(dirname(file), { recursive: true });
    while (!take(file)) {
      const holder = Number(safeRead(file));
      if (holder > 0 && !alive(holder)) rmSync(file, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
    try {
      return await work();
    } finally {
      rmSync(file, { force: true });
    }
  });
  before = mine.catch(() => undefined);
  return mine;
}

function safeRead(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
