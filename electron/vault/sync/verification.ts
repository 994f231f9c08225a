import type { Directory } from '../../../shared/domain/directory.ts';
import type { Session } from './session.ts';
import type { Authors } from './signatures.ts';

const BATCH = 200;

/**
 * Checks the signatures of what came in, in the background: the checkpoint has already shown that it is the hub's log,
 * this shows that each event is its author's. Answers the ids of events whose device is not in the directory yet. Those
 * named in `doubted` were such before the directory was last fetched: still unknown, they count as forged, since a
 * device stands in the directory before its first event is accepted.
 */
export async function verifyArrivals(session: Session, doubted: ReadonlySet<string>): Promise<Set<string>> {
  const { store, crypto } = session;
  const unknown = new Set<string>();
  for (;;) {
    const events = session.halted() ? [] : await store.unverified(BATCH);
    if (events.length === 0) return unknown;
    const { devices } = await store.directory();
    const decidable = events.filter(({ header }) => {
      const known = devices[header.device] !== undefined || doubted.has(header.id);
      if (!known) unknown.add(header.id);
      return known;
    });
    if (decidable.length === 0) return unknown;
    await store.verified(await crypto.verify(decidable, authorsOf(decidable, devices)));
    if (events.length < BATCH) return unknown;
  }
}

/** Only the authors of these events: a directory may hold tens of thousands. */
function authorsOf(events: readonly { header: { device: string } }[], devices: Directory['devices']): Authors {
  const named = new Set(events.map(({ header }) => header.device));
  return Object.fromEntries([...named].flatMap((id) => (devices[id] === undefined ? [] : [[id, devices[id]]])));
}
