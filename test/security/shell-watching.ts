/** What the tests of a running workstation look at. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

export const testBuild = { test: true, demonstration: false };
export const release = { test: false, demonstration: false };

export async function until(holds: () => boolean | Promise<boolean>, what: string, limit = 10_000): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function alive(pid: number): boolean {
  try {
    // A zombie still answers to signal 0.
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export interface LogLine {
  readonly event: string;
  readonly [identifier: string]: unknown;
}

/** The lines of a workstation's log so far. */
export function logged(profile: string): LogLine[] {
  const file = join(profile, 'logs', 'candour.log');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim();
  return lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as LogLine);
}

function socketsOf(pid: number): Set<string> {
  const inodes = new Set<string>();
  try {
    for (const name of readdirSync(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1];
      if (inode) inodes.add(inode);
    }
  } catch {
    // It ended while we looked.
  }
  return inodes;
}

/** Bytes of an address in /proc are in the machine's order, four at a time. */
function written(hex: string): string {
  const [address = '', port = ''] = hex.split(':');
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  const host = bytes.length === 4 ? bytes.map((byte) => parseInt(byte, 16)).join('.') : bytes.join('');
  return `${host}:${parseInt(port, 16)}`;
}

const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'];

/** `tcp 127.0.0.1:8080` for every other end that these processes are connected to, or try to be, at this moment. */
export function otherEnds(pids: readonly number[]): string[] {
  const ours = new Set(pids.flatMap((pid) => [...socketsOf(pid)]));
  const found: string[] = [];
  // A sandboxed process has a network of its own, with nothing in it; the others share one, which is read once.
  const networks = new Map<string, number>();
  for (const pid of pids) {
    try {
      networks.set(readlinkSync(`/proc/${pid}/ns/net`), pid);
    } catch {
      // It ended while we looked.
    }
  }
  for (const pid of networks.values()) {
    for (const table of tables) {
      const path = `/proc/${pid}/net/${table}`;
      if (!existsSync(path)) continue;
      const lines = readFileSync(path, 'utf8').split('\n').slice(1);
      const rows = lines.map((line) => line.trim().split(/\s+/)).filter((words) => ours.has(words[9] ?? ''));
      // What came in at a door of ours, as a test's own inspector does, we did not ask for.
      const doors = new Set(rows.filter(([, , , state]) => state === '0A').map(([, own]) => own?.split(':')[1]));
      for (const [, own, other = ''] of rows) {
        if (/^0+:0000$/.test(other) || doors.has(own?.split(':')[1])) continue;
        found.push(`${table} ${written(other)}`);
      }
    }
  }
  return found;
}
