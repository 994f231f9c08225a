import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { desksOf, isVouched, emptyDirectory, foldDirectory } from '../../../shared/domain/directory.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { fingerprint } from '../../../shared/protocol/keys.ts';
import type { Hub } from '../parts.ts';
import { keyringKey, listDevices } from '../store/devices.ts';
import { allHeaders } from '../store/events.ts';

/** Every device with its fingerprint, whether the keyring vouches for it in all its person's roles, and the units whose key it needs for its person's work but was not granted yet. */
export async function describeDevices(hub: Hub) {
  const headers = await allHeaders(hub.db, DIRECTORY);
  const directory = headers.map((text) => JSON.parse(text) as EventHeader).reduce(foldDirectory, emptyDirectory);
  const keyring = await keyringKey(hub.db);
  return (await listDevices(hub.db)).map((row) => ({
    device: row.device,
    user: row.user_id,
    name: row.name,
    state: row.state,
    enrolledAt: row.enrolled_at,
    fingerprint: fingerprint(row.signing_key, row.sealing_key, keyring),
    vouched: isVouched(directory, row.device),
    awaits: desksOf(directory.users[row.user_id]?.memberships ?? []).filter((unit) => {
      const key = directory.units[unit]?.key;
      return key === null || key === undefined || directory.grants[`${row.device} ${key.id}`] === undefined;
    }),
  }));
}
