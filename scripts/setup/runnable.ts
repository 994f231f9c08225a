/** A packaged app in a place from which an ordinary user can run it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { PackagedApp } from '../package.ts';
import { root } from '../build.ts';
import { namespacesAllowed } from './system.mjs';

/** Older copies that are left, since a run that is under way may still be using one. */
const kept = 3;

/** Where copies of this checkout's app lie: not in a folder that somebody else made in our name. */
function copiesFolder(): string {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const folder = join('/var/tmp', `candour-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} is not ours.`);
  chmodSync(folder, 0o755);
  return folder;
}

function forgetOld(folder: string, keep: string): void {
  const copies = readdirSync(folder)
    .filter((name) => name !== keep)
    .map((name) => ({ path: join(folder, name), at: lstatSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  const longestRun = 20 * 60 * 1000;
  for (const { path, at } of copies.slice(kept)) {
    if (Date.now() - at > longestRun) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * The executable to start. As an ordinary user it is the packaged one. As root, whose checkout others may not be able to
 * enter, it is a copy under /var/tmp; there Chromium's set-user-id helper is made ready where the system allows no
 * user namespaces.
 */
export function runnableExecutable({ dir, executable, hash }: PackagedApp): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return executable;
  const folder = copiesFolder();
  const copy = join(folder, hash.slice(0, 16));
  const runnable = join(copy, basename(executable));
  if (existsSync(runnable)) {
    utimesSync(copy, new Date(), new Date());
    return runnable;
  }
  const work = `${copy}.copying-${process.pid}`;
  execFileSync('cp', ['-a', '--reflink=auto', dir, work]);
  execFileSync('chmod', ['-R', 'go+rX', work]);
  if (!namespacesAllowed()) {
    chownSync(join(work, 'chrome-sandbox'), 0, 0);
    chmodSync(join(work, 'chrome-sandbox'), 0o4755);
  }
  if (existsSync(copy)) rmSync(work, { recursive: true });
  else renameSync(work, copy);
  utimesSync(copy, new Date(), new Date());
  forgetOld(folder, basename(copy));
  return runnable;
}
