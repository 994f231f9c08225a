/** No memory of this program goes to the disk when a part of it falls over. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { log } from './log.ts';

const program = '/usr/bin/prlimit';

/** Whether the limit of core files in a `/proc/<pid>/limits` is 0, soft and hard. */
export const coresOff = (limits: string): boolean => /^Max core file size\s+0\s+0\s/m.test(limits);

/** This process and those that it has started: Chromium's zygotes, of which every page is made, run before we do. */
function family(): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name in parentheses may hold spaces; the parent is the second word after it.
      const words = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').pop()?.split(' ');
      parents.set(Number(name), Number(words?.[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const ours = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === process.pid || ours(parents.get(pid)));
  return [...parents.keys()].filter(ours);
}

/**
 * Sets the limit to 0 for all of them, and with that for whatever they start from now on. Node cannot set its own; the
 * system's `prlimit` can, without any privilege, since the limit only goes down. Chromium's own reporter is never
 * started. On Windows and macOS nothing is written unless an administrator has asked the system for it.
 * @returns whether it holds for this process; the log says so too
 */
export function switchCoresOff(): boolean {
  if (process.platform !== 'linux') return true;
  for (const pid of family()) spawnSync(program, [`--pid=${pid}`, '--core=0:0'], { env: {}, stdio: 'ignore' });
  const off = coresOff(readFileSync('/proc/self/limits', 'utf8'));
  log('core_dumps', { off });
  return off;
}
