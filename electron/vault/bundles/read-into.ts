import { ageIdentity } from '../../../shared/protocol/bundle/age-keys.ts';
import { readBundle, type BundleRead, type BundleSource } from '../../../shared/protocol/bundle/read.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import type { SyncEngine } from '../sync/engine.ts';
import type { Session } from '../sync/session.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import { bundleHub, recordLine, type KeptPages } from './bundle-hub.ts';
import { takeBundle, type TakeOutcome, type TakeParts } from './take-bundle.ts';

export interface Reading extends Pick<TakeParts, 'keepChunk'> {
  readonly identity: VaultIdentity;
  readonly source: BundleSource;
  /** ms since 1970. */
  readonly now: number;
  readonly cancelled: () => boolean;
  /** Bytes of lines: looked through, then taken in. `total` is known for the second. */
  readonly onProgress: (step: 'checking' | 'taking', bytes: number, total: number | null) => void;
}

/** Checks a file to its end. Nothing is applied of one that has a fault. */
export async function checkedFile(reading: Omit<Reading, 'keepChunk'>): Promise<BundleRead> {
  const { identity, source, now, cancelled, onProgress } = reading;
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
  if (read.ok && read.bundle.opening.hubId !== identity.hubId) return { ok: false, code: 'bundle_not_for_you' };
  return read;
}

/** Takes in what was checked, between two rounds of sync. */
export function takeChecked(
  engine: Pick<SyncEngine, 'between'>,
  parts: TakeParts,
  cancelled: () => boolean,
): Promise<TakeOutcome> {
  let unkept = false;
  const keptIn = (session: () => Session): KeptPages => ({
    keep: async (page) => {
      if (!(await session().store.keepPage(page))) unkept = true;
    },
    behind: (compartment, epoch, seq) => session().store.pageBehind(compartment, epoch, seq),
  });
  const hub = (session: () => Session) => bundleHub(parts.line, keptIn(session), () => session().grantsVersion);
  return engine.between({ hub, halted: cancelled }, (session) =>
    takeBundle(session, { ...parts, unkept: () => unkept }),
  );
}

/** Checks a file, then takes it in. */
export async function readInto(engine: Pick<SyncEngine, 'between'>, reading: Reading): Promise<TakeOutcome> {
  const { cancelled, onProgress, keepChunk } = reading;
  const read = await checkedFile(reading);
  if (!read.ok) return read;
  const { bundle } = read;
  const line = recordLine(bundle, (bytes) => onProgress('taking', bytes, bundle.bytes));
  return takeChecked(engine, { bundle, line, keepChunk }, cancelled);
}
