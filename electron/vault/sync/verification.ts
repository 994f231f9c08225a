import type { Directory } from '../../../shared/domain/directory.ts';
import type { Session } from './session.ts';
import type { Authors } from './signatures.ts';

const BATCH = 200;

/** Where the last look ended, so that events nobody can decide on yet are not looked at over and over. */
export interface Verifying {
  /** Events whose device was not in the directory: once it has been fetched again, they count as forged. */
  readonly doubted: ReadonlySet<string>;
  /** The last event looked at, and what the directory then knew of devices. */
  readonly after: string | undefined;
  readonly devices: number;
}
export const nothingVerified: Verifying = { doubted: new Set(), after: undefined, devices: 0 };

/**
 * Checks the signatures of what came in, in the background: the checkpoint has already shown that it is the hub's log,
 * this shows that each event is its author's. The hub says whose a device is, so that its word alone proves no author:
 * events of a device wait, unverified, until the keyring vouches for it. Those of a device that the directory does not
 * name count as forged when it still does not after it was fetched again, since a device stands there before its first
 * event is accepted.
 */
export async function verifyArrivals(session: Session, last: Verifying): Promise<Verifying> {
  const { store, crypto } = session;
  const unknown = new Set<string>();
  const known = knownDevices(await store.directory());
  let after = last.doubted.size > 0 || known !== last.devices ? undefined : last.after;
  for (;;) {
    const events = session.halted() ? [] : await store.unverified(BATCH, after);
    if (events.length === 0) break;
    const { devices } = await store.directory();
    const decidable = events.filter(({ header }) => {
      const device = devices[header.device];
      if (device !== undefined) return device.vouchedFor !== null;
      const decided = last.doubted.has(header.id);
      if (!decided) unknown.add(header.id);
      return decided;
    });
    if (decidable.length > 0) await store.verified(await crypto.verify(decidable, authorsOf(decidable, devices)));
    after = events.at(-1)!.header.id;
    if (events.length < BATCH) break;
  }
  return { doubted: unknown, after, devices: known };
}

/** Changes whenever a device is added or vouched for; neither is ever taken back. */
const knownDevices = ({ devices }: Directory) =>
  Object.values(devices).reduce((sum, { vouchedFor }) => sum + (vouchedFor === null ? 1 : 2), 0);

/** Only the authors of these events: a directory may hold tens of thousands. */
function authorsOf(events: readonly { header: { device: string } }[], devices: Directory['devices']): Authors {
  const named = new Set(events.map(({ header }) => header.device));
  return Object.fromEntries([...named].flatMap((id) => (devices[id] === undefined ? [] : [[id, devices[id]]])));
}
