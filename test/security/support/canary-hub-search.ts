/** Everything that whoever runs the hub can read: its disk, its log, its backup, and its memory. */
import type { WatchedHub } from './canary-hub.ts';
import { lookThrough } from './canary-files.ts';
import { lookAtProcesses, lookThroughMemory, mayReadMemory } from './canary-processes.ts';
import type { Hit, Searcher } from './canary-search.ts';

export interface HubLookedThrough {
  readonly disk: readonly Hit[];
  /** What the system tells of the process. */
  readonly told: readonly Hit[];
  /** Null on PGlite, whose folder is its backup. */
  readonly backup: readonly Hit[] | null;
  /** Null where the system lets nobody but root read the memory of a process. */
  readonly memory: readonly Hit[] | null;
}

export async function lookThroughHub(search: Searcher, hub: WatchedHub): Promise<HubLookedThrough> {
  const pid = hub.pid();
  // First, while it still holds what it was asked last.
  const memory = mayReadMemory(pid) ? lookThroughMemory(search, pid, 'the hub').hits : null;
  const backup = await hub.backup();
  return {
    memory,
    backup: backup === null ? null : search.search(backup, 'pg_dump'),
    disk: lookThrough(search, ...(await hub.places())).hits,
    told: lookAtProcesses(search, [pid]),
  };
}

/** The hits of one of the searcher's secrets; null stays null. */
export const only = <T extends readonly Hit[] | null>(hits: T, secret: string): T =>
  (hits === null ? null : hits.filter(({ what }) => what.split(' ')[0] === secret)) as T;
