import { ageIdentity } from '../../../shared/protocol/bundle/age-keys.ts';
import { readBundle, type BundleSource } from '../../../shared/protocol/bundle/read.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import type { SyncEngine } from '../sync/engine.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import { bundleHub, recordLine } from './bundle-hub.ts';
import { takeBundle, type TakeOutcome, type TakeParts } from './take-bundle.ts';

export interface Reading extends Pick<TakeParts, 'keepChunk'> {
  readonly identity: VaultIdentity;
  readonly source: BundleSource;
  /** ms since 1970. */
  readonly now: number;
  readonly cancelled: () => boolean;
  /** Bytes of lines: looked through, then taken in. `total` is known for the second. */
  readonly onProgress: (step: 'checking' | 'taking', bytes: number, total: number | null) => void;
  readonly onEvents: (events: number) => void;
}

/** Checks a file to its end, then takes it in between two rounds of sync. Nothing is applied of one that has a fault. */
export async function readInto(engine: Pick<SyncEngine, 'between'>, reading: Reading): Promise<TakeOutcome> {
  const { identity, source, now, cancelled, onProgress, keepChunk, onEvents } = reading;
  const read = await readBundle({
    source,
    identity: ageIdentity(identity.sealing.privateKey),
    kind: 'to_device',
    reader: identity.device,
    // Only the hub that was pinned at enrolment speaks to this vault.
    keyOf: ({ from }) => (from === null ? publicKeyObject('ed25519', identity.hubKey) : null),
    now,
    cancelled,
    onProgress: (bytes) => onProgress('checking', bytes, null),
  });
  if (!read.ok) return read;
  const { bundle } = read;
  if (bundle.opening.hubId !== identity.hubId) return { ok: false, code: 'bundle_not_for_you' };
  const line = recordLine(bundle, (bytes) => onProgress('taking', bytes, bundle.bytes));
  return engine.between(
    { hub: (session) => bundleHub(line, () => session().grantsVersion), halted: cancelled },
    (session) => takeBundle(session, { bundle, line, keepChunk, onEvents }),
  );
}
