/** Looks for secrets in what the system tells of a process, and in its memory. */
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import type { Hit, Searcher } from './canary-search.ts';

/** What everybody on the machine, or the system's own records, may read of a process. */
export function lookAtProcesses(searcher: Searcher, pids: readonly number[]): Hit[] {
  return pids.flatMap((pid) =>
    ['cmdline', 'environ', 'comm'].flatMap((what) => {
      try {
        return searcher.search(readFileSync(`/proc/${pid}/${what}`), `${what} of ${pid}`);
      } catch {
        return [];
      }
    }),
  );
}

const piece = 8 << 20;

/** Memory that a process has written: programs and libraries from the disk hold none of it. */
function* writtenRegions(pid: number): Generator<{ from: number; to: number }> {
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from, to, rights, name] = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
    if (from === undefined || to === undefined || !rights?.startsWith('r')) continue;
    if (!rights.includes('w') && (name ?? '').startsWith('/')) continue;
    if (/^\[v(?:var|syscall|dso)/.test(name ?? '')) continue;
    yield { from: parseInt(from, 16), to: parseInt(to, 16) };
  }
}

export interface Memory {
  readonly bytes: number;
  readonly hits: Hit[];
}

/** Whether this process may read the memory of that one: root may, and otherwise it is the system's policy. */
export function mayReadMemory(pid: number): boolean {
  try {
    closeSync(openSync(`/proc/${pid}/mem`, 'r'));
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a whole process through, as a dump of it would hold it. The process runs on meanwhile.
 * @param enough hits, to look no further; to show that there are any
 */
export function lookThroughMemory(searcher: Searcher, pid: number, called: string, enough = Infinity): Memory {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.alloc(piece + searcher.longest);
  const hits: Hit[] = [];
  let bytes = 0;
  try {
    for (const { from, to } of writtenRegions(pid)) {
      let kept = 0;
      for (let at = from; at < to && hits.length < enough;) {
        let read = 0;
        try {
          read = readSync(memory, buffer, kept, Math.min(piece, to - at), at);
        } catch {
          // A region that was given back meanwhile, or that no page stands behind.
        }
        if (read === 0) break;
        const filled = buffer.subarray(0, kept + read);
        for (const hit of searcher.search(filled, `memory of ${called}`)) hits.push({ ...hit, at: hit.at + at - kept });
        bytes += read;
        at += read;
        kept = Math.min(filled.length, searcher.longest - 1);
        filled.copyWithin(0, filled.length - kept);
      }
    }
  } finally {
    closeSync(memory);
  }
  return { bytes, hits };
}

/** An open file that its process has already unlinked: nobody finds it in a folder, and the disk holds it all the same. */
export interface OpenFile {
  readonly pid: number;
  readonly path: string;
  readonly deleted: boolean;
}

/** The files that these processes hold open for writing, those without a name too; neither devices nor shared memory. */
export function openForWriting(pids: readonly number[]): OpenFile[] {
  return pids.flatMap((pid) => {
    try {
      return readdirSync(`/proc/${pid}/fd`).flatMap((fd): OpenFile[] => {
        const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
        if (!target.startsWith('/') || /^\/(?:dev\/(?!shm)|proc|sys|memfd:)/.test(target)) return [];
        const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0';
        if ((parseInt(flags, 8) & 3) === 0) return [];
        const deleted = target.endsWith(' (deleted)');
        return [{ pid, path: deleted ? target.slice(0, -' (deleted)'.length) : target, deleted }];
      });
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}
