import { ageIdentity, sealingSecretOf } from '../../../shared/protocol/bundle/age-keys.ts';
import { proveRequest, proves } from '../../../shared/protocol/bundle/enrolment-proof.ts';
import {
  bundleLimits,
  type BundleRecord,
  type BundleFault,
  type WantedChunk,
} from '../../../shared/protocol/bundle/format.ts';
import { BundleBroken, readBundle, type CheckedBundle } from '../../../shared/protocol/bundle/read.ts';
import type { ProblemCode, PushVerdict } from '../../../shared/protocol/calls.ts';
import { fingerprint, publicKeyObject } from '../../../shared/protocol/keys.ts';
import { enrolByHash } from '../feed/enrol.ts';
import { acceptPush } from '../feed/push.ts';
import { notServing } from '../feed/standing.ts';
import { takeReceipts } from '../feed/receipts.ts';
import { keepChunk } from '../feed/upload.ts';
import type { Hub } from '../parts.ts';
import { keepReceipts } from '../store/bundle-receipts.ts';
import { findDevice, type DeviceRow } from '../store/devices.ts';
import { standing } from '../store/hub-row.ts';
import { codesAfter } from '../store/enrolment-codes.ts';
import { inTransaction } from '../store/transaction.ts';

/** What a bundle brought; refused events are verdicts among the others, for their author to read. */
export interface TakenBundle {
  readonly kind: 'to_hub' | 'request';
  readonly device: string;
  readonly verdicts: readonly PushVerdict[];
  readonly chunks: number;
  readonly wants: readonly WantedChunk[];
  /** Why the rest of the events was not judged; the answer tells the workstation what to do. */
  readonly halted: { readonly code: ProblemCode; readonly expected: number | null } | null;
  /** The device was withdrawn: what it brought is kept for supervisors, and nothing of it accepted. */
  readonly withdrawn: boolean;
  /** Of a device that was enrolled by it: what its officer compares. */
  readonly fingerprint: string | null;
}
export type BundleIn =
  | { readonly ok: true; readonly taken: TakenBundle }
  | {
      readonly ok: false;
      readonly code: BundleFault | 'enrolment_refused' | 'device_forked' | 'unavailable';
    };

const refused = (code: Exclude<BundleIn, { ok: true }>['code']): BundleIn => ({ ok: false, code });

/** Takes in a file: a workstation's bundle, or a request to be enrolled. The same file again changes nothing. */
export async function takeBundle(hub: Hub, bytes: Uint8Array): Promise<BundleIn> {
  if (notServing(hub, await standing(hub.db)) !== null) return refused('unavailable');
  const sealed = Buffer.from(bytes.subarray(0, 21)).toString('latin1') === 'age-encryption.org/v1';
  try {
    return sealed ? await takeFromDevice(hub, bytes) : await takeRequest(hub, bytes);
  } catch (error) {
    if (error instanceof BundleBroken) return refused(error.code);
    throw error;
  }
}

const sourceOf = (bytes: Uint8Array) =>
  async function* () {
    yield bytes;
  };

async function takeFromDevice(hub: Hub, bytes: Uint8Array): Promise<BundleIn> {
  let device: DeviceRow | undefined;
  const read = await readBundle({
    source: sourceOf(bytes),
    identity: ageIdentity(sealingSecretOf(hub.identity.hubKey.privateKey)),
    kind: 'to_hub',
    reader: null,
    keyOf: async ({ from }) => {
      device = from === null ? undefined : await findDevice(hub.db, from);
      return device === undefined ? null : publicKeyObject('ed25519', device.signing_key);
    },
    now: hub.clock(),
    most: bundleLimits.toHub,
  });
  if (!read.ok) return refused(read.code);
  if (read.bundle.opening.hubId !== hub.identity.hubId) return refused('bundle_not_for_you');
  if (device!.state === 'quarantined') return refused('device_forked');
  return { ok: true, taken: await takeRecords(hub, device!, read.bundle) };
}

async function takeRecords(hub: Hub, device: DeviceRow, bundle: CheckedBundle): Promise<TakenBundle> {
  const hubEpoch = bundle.opening.hubEpoch ?? hub.identity.hubEpoch;
  const verdicts: PushVerdict[] = [];
  const wants: WantedChunk[] = [];
  let chunks = 0;
  let halted: TakenBundle['halted'] = null;
  const withdrawn = device.state === 'withdrawn';
  const take = async (record: BundleRecord): Promise<void> => {
    // As by wire: what it had signed is kept for the supervisors of its cases, and it is given nothing.
    if (withdrawn && record.is !== 'events' && record.is !== 'receipts') return;
    switch (record.is) {
      case 'events': {
        if (halted !== null) return;
        // The very call of the wire: one transaction, the ledger, the same judge.
        const pushed = await acceptPush(hub, device, { hubEpoch, events: record.events });
        if (pushed.ok) verdicts.push(...pushed.answer.results);
        else halted = { code: pushed.problem.code, expected: pushed.problem.expected ?? null };
        return;
      }
      case 'chunk': {
        const kept = await keepChunk(
          hub,
          device,
          record.compartment,
          record.sha256,
          Buffer.from(record.bytes, 'base64'),
        );
        if (kept.ok) chunks++;
        return;
      }
      case 'receipts':
        return keepFor(hub, device, hubEpoch, record);
      case 'wants':
        return void wants.push(...record.chunks);
      default:
        // What only a hub says, said by a device.
        throw new BundleBroken('bundle_unknown');
    }
  };
  for await (const { record } of bundle.records()) await take(record);
  return { kind: 'to_hub', device: device.device, verdicts, chunks, wants, halted, withdrawn, fingerprint: null };
}

type Receipts = Extract<BundleRecord, { is: 'receipts' }>;

const keepFor = (hub: Hub, device: DeviceRow, epoch: number, { positions, answered, gone }: Receipts) =>
  inTransaction(hub.db, async (tx) => {
    await keepReceipts(tx, device.device, epoch, { positions, answered });
    // One that does not hold is left out: it keeps nothing else of the bundle from being taken in.
    if (gone !== undefined && gone.length > 0) await takeReceipts(hub, tx, device, gone);
  });

const KEY_BYTES = 32;
const isKey = (text: string) => Buffer.from(text, 'base64').length === KEY_BYTES;

async function takeRequest(hub: Hub, bytes: Uint8Array): Promise<BundleIn> {
  let presented: Extract<BundleRecord, { is: 'request' }> | null = null;
  const read = await readBundle({
    source: sourceOf(bytes),
    identity: null,
    kind: 'request',
    reader: null,
    // It is signed by the very key that it presents; the code's proof ties that key to the person who was given the code.
    keyOf: ({ from }, first) => {
      if (first?.is !== 'request' || from !== first.request.device) return null;
      const { signingKey, sealingKey } = first.request;
      if (!isKey(signingKey) || !isKey(sealingKey)) return null;
      presented = first;
      return publicKeyObject('ed25519', signingKey);
    },
    now: hub.clock(),
    most: bundleLimits.toHub,
  });
  if (!read.ok) return refused(read.code);
  const { request, proof } = presented as unknown as Extract<BundleRecord, { is: 'request' }>;
  const codes = await codesAfter(hub.db, hub.clock());
  const code = codes.find(({ code_hash }) => proves(proof, proveRequest(code_hash, request)));
  if (code === undefined) return refused('enrolment_refused');
  const enrolled = await enrolByHash(hub, code.code_hash, request);
  if (!enrolled.ok) return refused('enrolment_refused');
  const { device, signingKey, sealingKey } = request;
  const compared = fingerprint(signingKey, sealingKey, enrolled.answer.keyringKey ?? null);
  return {
    ok: true,
    taken: {
      kind: 'request',
      device,
      verdicts: [],
      chunks: 0,
      wants: [],
      halted: null,
      withdrawn: false,
      fingerprint: compared,
    },
  };
}
