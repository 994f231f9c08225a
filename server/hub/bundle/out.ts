import { DIRECTORY, kindOf } from '../../../shared/domain/compartment.ts';
import { endOfPage, limits, type HelloAnswer } from '../../../shared/protocol/calls.ts';
import { ageRecipient } from '../../../shared/protocol/bundle/age-keys.ts';
import { proveAnswer } from '../../../shared/protocol/bundle/enrolment-proof.ts';
import type { BundleRecord, Opening, WantedChunk } from '../../../shared/protocol/bundle/format.ts';
import { bundleLines, sealLines } from '../../../shared/protocol/bundle/write.ts';
import { enrolByHash } from '../feed/enrol.ts';
import { sayHello } from '../feed/hello.ts';
import { readKept } from '../feed/kept-work.ts';
import { readPage } from '../feed/page.ts';
import { refuse, type Refused } from '../feed/problem.ts';
import { notServing } from '../feed/standing.ts';
import { readChunk } from '../feed/upload.ts';
import { instant, newId, type Hub } from '../parts.ts';
import { answeredBy, positionsOf, verdictsAfter } from '../store/bundle-receipts.ts';
import { findDevice, type DeviceRow } from '../store/devices.ts';
import { standing } from '../store/hub-row.ts';
import { codeOf } from '../store/enrolment-codes.ts';

export interface BundleOut {
  /** Sealed chunks that the device asked for. What it may not read is left out. */
  readonly chunks?: readonly WantedChunk[];
  /** Begin every log at its beginning, whatever the device has acknowledged. */
  readonly whole?: boolean;
}
export type WrittenBundle =
  { readonly ok: true; readonly id: string; readonly sealed: AsyncIterable<Uint8Array> } | Refused;

/**
 * A bundle for one device: who the hub is, its verdicts, the logs behind what the device has acknowledged, and chunks on
 * request. It holds what the wire would answer this device, and nothing for any other; only the device can open it.
 */
export async function bundleFor(
  hub: Hub,
  id: string,
  { chunks = [], whole = false }: BundleOut = {},
): Promise<WrittenBundle> {
  // By hand as by wire: nobody is answered by grants that are still being looked through.
  const waits = notServing(hub, await standing(hub.db));
  if (waits !== null) return waits;
  const device = await findDevice(hub.db, id);
  if (device === undefined) return refuse('not_found', { detail: 'no such device' });
  const { hubId, hubEpoch } = hub.identity;
  const now = hub.clock();
  const opening: Opening = {
    candourBundle: 1,
    kind: 'to_device',
    id: newId(hub),
    hubId,
    hubEpoch,
    from: null,
    recipients: [device.device],
    created: instant(now),
    // The leases in it end then, and with them what it could open.
    expires: instant(now + limits.leaseMs),
  };
  const lines = bundleLines(opening, recordsFor(hub, device, chunks, whole), hub.signingKey);
  return { ok: true, id: opening.id, sealed: await sealLines(lines, [ageRecipient(device.sealing_key)]) };
}

async function* recordsFor(
  hub: Hub,
  device: DeviceRow,
  chunks: readonly WantedChunk[],
  whole: boolean,
): AsyncGenerator<BundleRecord> {
  // Off the line nobody else tells it before its leases end.
  if (device.state !== 'active')
    return yield { is: 'shut', code: device.state === 'withdrawn' ? 'device_revoked' : 'device_forked' };
  const { hubEpoch } = hub.identity;
  const positions = await positionsOf(hub.db, device.device, hubEpoch);
  // As long as nothing was acknowledged, the answer to its request may have been lost.
  if (positions === null) yield* enrolmentOf(hub, device);
  const hello = await sayHello(hub, device);
  yield { is: 'hello', hello };
  yield* verdictsFor(hub, device, hello);
  const names = hello.compartments.map(({ compartment }) => compartment);
  const directoryFirst = [...names].sort((a, b) => Number(b === DIRECTORY) - Number(a === DIRECTORY));
  for (const compartment of directoryFirst)
    yield* pagesOf(hub, device, compartment, whole ? 0 : (positions?.get(compartment) ?? 0));
  for (const compartment of names) yield* keptIn(hub, device, compartment);
  for (const { compartment, sha256 } of chunks) {
    const chunk = await readChunk(hub, device, compartment, sha256, 0);
    if (chunk.ok) yield { is: 'chunk', compartment, sha256, bytes: chunk.bytes.toString('base64') };
  }
}

async function* enrolmentOf(hub: Hub, device: DeviceRow): AsyncGenerator<BundleRecord> {
  const code = await codeOf(hub.db, device.device);
  if (code === undefined) return;
  const { device: id, signing_key: signingKey, sealing_key: sealingKey } = device;
  const again = await enrolByHash(hub, code.code_hash, { device: id, signingKey, sealingKey });
  if (again.ok) yield { is: 'enrolment', answer: again.answer, proof: proveAnswer(code.code_hash, again.answer, id) };
}

async function* verdictsFor(hub: Hub, device: DeviceRow, hello: HelloAnswer): AsyncGenerator<BundleRecord> {
  let after = await answeredBy(hub.db, device.device, hub.identity.hubEpoch);
  while (after < hello.lastDeviceSeq) {
    const rows = await verdictsAfter(hub.db, device.device, after, limits.pushEvents);
    if (rows.length === 0) return;
    yield { is: 'verdicts', results: rows.map(({ verdict }) => verdict) };
    after = rows.at(-1)!.deviceSeq;
  }
}

/** Work that came too late, for those who supervise: all that is not settled, since nobody says what they hold of it. */
async function* keptIn(hub: Hub, device: DeviceRow, compartment: string): AsyncGenerator<BundleRecord> {
  if (!['desk', 'readers'].includes(kindOf(compartment) ?? '')) return;
  for (let after: string | undefined; ;) {
    const kept = await readKept(hub, device, compartment, after);
    if (!kept.ok) return;
    if (kept.answer.events.length > 0) yield { is: 'kept', kept: kept.answer };
    if (kept.answer.next === null) return;
    after = kept.answer.next;
  }
}

async function* pagesOf(hub: Hub, device: DeviceRow, compartment: string, after: number): AsyncGenerator<BundleRecord> {
  for (let seq = after; ;) {
    const page = await readPage(hub, device, { compartment, epoch: hub.identity.hubEpoch, seq });
    // Withdrawn while this was being written, or acknowledged beyond what there is: the hello tells the first.
    if (!page.ok || endOfPage(page.answer) === 0) return;
    yield { is: 'page', page: page.answer };
    if (!page.answer.hasMore) return;
    seq = endOfPage(page.answer);
  }
}
