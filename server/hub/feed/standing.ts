import { setTimeout as wait } from 'node:timers/promises';
import type { Hub } from '../parts.ts';
import { standing, type Standing } from '../store/hub-row.ts';
import { NotWritable } from '../store/writable-pool.ts';
import { refuse, type Refused } from './problem.ts';

/** Why this instance answers no workstation, though its database can be written. */
type Held = 'older_epoch' | 'restored';

const whyHeld: Record<Held, string> = {
  older_epoch: 'this instance was started before the hub was restored',
  restored: 'the hub was restored, its grants are reviewed',
};

/**
 * A restored hub may hold grants that were taken back after its backup, so that an administrator looks through them
 * first; and an instance that still has the epoch from before a restore must not take pushes which it would count among
 * those of the new one.
 */
function heldBy(hub: Pick<Hub, 'identity'>, { epoch, reviewSince }: Standing): Held | null {
  if (epoch !== null && epoch > hub.identity.hubEpoch) return 'older_epoch';
  return reviewSince === null ? null : 'restored';
}

/** The refusal for every workstation while the hub is held, or null. */
export function notServing(hub: Pick<Hub, 'identity'>, standing: Standing): Refused | null {
  const held = heldBy(hub, standing);
  return held && refuse('unavailable', { detail: whyHeld[held] });
}

export type Readiness =
  { readonly ready: true } | { readonly ready: false; readonly reason: 'database' | 'standby' | Held };

const PATIENCE_MS = 2000;
const no = (reason: Extract<Readiness, { ready: false }>['reason']): Readiness => ({ ready: false, reason });

/** Whether a proxy should send workstations to this instance. Answers within two seconds, whatever the database does. */
export async function readiness(hub: Pick<Hub, 'db' | 'identity'>): Promise<Readiness> {
  const asked = standing(hub.db).then(
    (row): Readiness => {
      const held = heldBy(hub, row);
      return held === null ? { ready: true } : no(held);
    },
    (error: unknown) => no(error instanceof NotWritable ? 'standby' : 'database'),
  );
  const patience = new AbortController();
  const late = wait(PATIENCE_MS, no('database'), { signal: patience.signal }).catch(() => no('database'));
  try {
    return await Promise.race([asked, late]);
  } finally {
    patience.abort();
  }
}
