import { kindOf } from '../../../shared/domain/compartment.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import type { Hub } from '../parts.ts';
import { findChunk, hasChunk, insertChunk } from '../store/chunks.ts';
import { findLog } from '../store/compartments.ts';
import type { DeviceRow } from '../store/devices.ts';
import { mayDeliver, maySee, readAccess } from './access.ts';
import { refuse, type Refused } from './problem.ts';

/** Whether the device may add to the compartment, and (a gateway only adds) whether it may also read there. */
async function rights(hub: Hub, device: DeviceRow, compartment: string) {
  const access = await readAccess(hub.db, device.device, device.user_id);
  const read = await maySee(hub.db, access, compartment);
  return { read, add: read || mayDeliver(access, compartment) };
}

/** Keeps a sealed chunk under the hash of its bytes; the same chunk again changes nothing. */
export async function keepChunk(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  hash: string,
  bytes: Buffer,
): Promise<{ readonly ok: true } | Refused> {
  if (!(await rights(hub, device, compartment)).add) return refuse('access_withdrawn');
  if (kindOf(compartment) !== 'readers' && (await findLog(hub.db, compartment)) === null)
    return refuse('not_found', { detail: 'no such compartment' });
  if (sha256(bytes) !== hash) return refuse('blob_hash_mismatch');
  await insertChunk(hub.db, compartment, hash, bytes);
  return { ok: true };
}

/** The sealed chunk. */
export async function readChunk(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  hash: string,
): Promise<{ readonly ok: true; readonly bytes: Buffer } | Refused> {
  if (!(await rights(hub, device, compartment)).read) return refuse('access_withdrawn');
  const bytes = await findChunk(hub.db, compartment, hash);
  return bytes === null ? refuse('blob_missing') : { ok: true, bytes: Buffer.from(bytes) };
}

/** Whether the chunk is there; also for a gateway, so that an upload goes on where it stopped. */
export async function seekChunk(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  hash: string,
): Promise<{ readonly ok: true } | Refused> {
  if (!(await rights(hub, device, compartment)).add) return refuse('access_withdrawn');
  return (await hasChunk(hub.db, compartment, hash)) ? { ok: true } : refuse('blob_missing');
}
