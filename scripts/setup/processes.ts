/** The processes of a run, as the system lists them. */
import { readdirSync, readFileSync } from 'node:fs';

/** The processes that a process has started, and theirs. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // The name in parentheses may itself hold spaces; the parent is the second word after it.
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').pop()?.split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended while we looked.
    }
  }
  const found: number[] = [];
  const visit = (parent: number) => {
    for (const child of children.get(parent) ?? []) {
      found.push(child);
      visit(child);
    }
  };
  visit(pid);
  return found;
}

/** Ends a process and everything that it started, at once. */
export function killTree(pid: number): void {
  for (const each of [...descendants(pid), pid]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It has gone already.
    }
  }
}

/**
 * Whether the kernel shows a process of Chromium's sandbox: its system-call filter, no way to new privileges, and a
 * process namespace of its own.
 */
export function inSandbox(pid: number): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const filtered = /^Seccomp:\s*2$/m.test(status) && /^NoNewPrivs:\s*1$/m.test(status);
  // Inside a namespace of its own the process has a second number.
  return filtered && /^NSpid:\s*\d+\s+\d+/m.test(status);
}
