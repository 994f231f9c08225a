import { randomBytes } from 'node:crypto';
import type { TakeOutcome } from '../../../electron/vault/bundles/take-bundle.ts';
import { readInto } from '../../../electron/vault/bundles/read-into.ts';
import { outgoingBundle } from '../../../electron/vault/bundles/outgoing.ts';
import type { WantedChunk } from '../../../shared/protocol/bundle/format.ts';
import { bundleFor, type BundleOut } from '../../../server/hub/bundle/out.ts';
import { takeBundle as takeAtHub } from '../../../server/hub/bundle/in.ts';
import type { Hub } from '../../../server/hub/parts.ts';
import type { Workstation } from '../sync/support/workstation.ts';

export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

export const sourceOf = (bytes: Uint8Array) =>
  async function* () {
    yield bytes;
  };

/** The hub's file for a workstation. */
export async function hubWrites(hub: Hub, device: string, wanted: BundleOut = {}): Promise<Buffer> {
  const written = await bundleFor(hub, device, wanted);
  if (!written.ok) throw new Error(written.problem.code);
  return bytesOf(written.sealed);
}

/** The workstation's file for its hub. */
export const stationWrites = async (station: Workstation, wants: readonly WantedChunk[] = []): Promise<Buffer> =>
  bytesOf((await outgoingBundle(station.store, { clock: Date.now, random: randomBytes }, wants)).sealed);

/** Reads a file into a workstation as its vault does; the engine must have been started. */
export const stationReads = (station: Workstation, bytes: Uint8Array, now = Date.now()): Promise<TakeOutcome> =>
  readInto(station.engine(), {
    identity: station.identity,
    source: sourceOf(bytes),
    now,
    cancelled: () => false,
    onProgress: () => undefined,
    keepChunk: () => Promise.resolve(false),
  });

/** The hub takes a workstation's file in. */
export async function hubReads(hub: Hub, bytes: Uint8Array) {
  const came = await takeAtHub(hub, bytes);
  if (!came.ok) throw new Error(came.code);
  return came.taken;
}
