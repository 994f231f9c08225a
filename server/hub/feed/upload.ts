import { kindOf } from '../../../shared/domain/compartment.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import type { Hub } from '../parts.ts';
import { findChunk, hasChunk, insertChunk } from '../store/chunks.ts';
import { findLog } from '../store/compartments.ts';
import { inTransaction } from '../store/transaction.ts';
import { dropParts, dropPartsBefore, insertPart, partBytes, partNumbers } from '../store/upload-parts.ts';
import type { DeviceRow } from '../store/devices.ts';
import { mayDeliver, maySee, readAccess } from './access.ts';
import { refuse, type Refused } from './problem.ts';

/** Whether the device may add to the compartment, and (a gateway only adds) whether it may also read there. */
async function rights(hub: Hub, device: DeviceRow, compartment: string) {
  const access = await readAccess(hub.db, device.device, device.user_id);
  const read = await maySee(hub.db, access, compartment);
  return { read, add: read || mayDeliver(access, compartment) };
}

/** Null where the device may bring chunks to the compartment. */
async function whyNotThere(hub: Hub, device: DeviceRow, compartment: string): Promise<Refused | null> {
  if (!(await rights(hub, device, compartment)).add) return refuse('access_withdrawn');
  return kindOf(compartment) !== 'readers' && (await findLog(hub.db, compartment)) === null
    ? refuse('not_found', { detail: 'no such compartment' })
    : null;
}

/** Keeps a sealed chunk under the hash of its bytes; the same chunk again changes nothing. */
export async function keepChunk(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  hash: string,
  bytes: Buffer,
): Promise<{ readonly ok: true } | Refused> {
  const refused = await whyNotThere(hub, device, compartment);
  if (refused !== null) return refused;
  if (sha256(bytes) !== hash) return refuse('blob_hash_mismatch');
  await insertChunk(hub.db, compartment, hash, bytes);
  return { ok: true };
}

/** The sealed chunk, from a byte on. */
export async function readChunk(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  hash: string,
  from: number,
): Promise<{ readonly ok: true; readonly bytes: Buffer } | Refused> {
  if (!(await rights(hub, device, compartment)).read) return refuse('access_withdrawn');
  const bytes = await findChunk(hub.db, compartment, hash);
  if (bytes === null) return refuse('blob_missing');
  return from > bytes.length ? refuse('cursor_invalid') : { ok: true, bytes: Buffer.from(bytes).subarray(from) };
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

/** Parts that nobody has gone on with for so long are forgotten. */
const PARTS_KEPT_MS = 7 * 24 * 3600_000;

/**
 * Keeps one part of a chunk for a line that does not last for all of it. With the last one the chunk is put together and
 * kept if it has the promised hash; otherwise its parts are thrown away, since nobody can tell which of them is wrong.
 */
export async function keepPart(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  hash: string,
  part: { readonly n: number; readonly of: number; readonly bytes: Buffer },
): Promise<{ readonly ok: true } | Refused> {
  const refused = await whyNotThere(hub, device, compartment);
  if (refused !== null) return refused;
  const { n, of, bytes } = part;
  if (
    n >= of ||
    bytes.length === 0 ||
    bytes.length > limits.partBytes ||
    (n < of - 1 && bytes.length < limits.partBytes)
  )
    return refuse('invalid_event', { detail: 'part' });
  return inTransaction(hub.db, async (tx): Promise<{ readonly ok: true } | Refused> => {
    await dropPartsBefore(tx, hub.clock() - PARTS_KEPT_MS);
    if (await hasChunk(tx, compartment, hash)) return { ok: true };
    await insertPart(tx, { compartment, sha256: hash, n, bytes, kept_at: hub.clock() });
    if ((await partNumbers(tx, compartment, hash)).length < of) return { ok: true };
    const whole = Buffer.concat(await partBytes(tx, compartment, hash));
    await dropParts(tx, compartment, hash);
    if (sha256(whole) !== hash) return refuse('blob_hash_mismatch');
    await insertChunk(tx, compartment, hash, whole);
    return { ok: true };
  });
}

/** What there is of a chunk on its way: `whole`, or the numbers of its parts. */
export async function seekParts(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  hash: string,
): Promise<{ readonly ok: true; readonly here: string } | Refused> {
  const refused = await whyNotThere(hub, device, compartment);
  if (refused !== null) return refused;
  if (await hasChunk(hub.db, compartment, hash)) return { ok: true, here: 'whole' };
  return { ok: true, here: (await partNumbers(hub.db, compartment, hash)).join(',') };
}
