import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { keyUnitsOf, isVouched, emptyDirectory, foldDirectory } from '../../../shared/domain/directory.ts';
import { leaversOf } from '../../../shared/domain/unit-keys.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { fingerprint } from '../../../shared/protocol/keys.ts';
import type { Hub } from '../parts.ts';
import { keyringKey, listDevices } from '../store/devices.ts';
import { allHeaders } from '../store/events.ts';
import { listUnits } from '../store/units.ts';

const directoryOf = async (hub: Hub) =>
  (await allHeaders(hub.db, DIRECTORY))
    .map((text) => JSON.parse(text) as EventHeader)
    .reduce(foldDirectory, emptyDirectory);

/** Every unit, with how many workstations hold its newest key and have left it. */
export async function describeUnits(hub: Hub) {
  const directory = await directoryOf(hub);
  return (await listUnits(hub.db)).map((row) => ({ ...row, leavers: leaversOf(directory, row.unit).length }));
}

/** Every device with its fingerprint, whether the keyring vouches for it in all its person's roles, and the units whose key it needs for its person's work but was not granted yet. */
export async function describeDevices(hub: Hub) {
  const directory = await directoryOf(hub);
  const keyring = await keyringKey(hub.db);
  return (await listDevices(hub.db)).map((row) => ({
    device: row.device,
    user: row.user_id,
    name: row.name,
    state: row.state,
    enrolledAt: row.enrolled_at,
    fingerprint: fingerprint(row.signing_key, row.sealing_key, keyring),
    vouched: isVouched(directory, row.device),
    awaits: keyUnitsOf(directory.users[row.user_id]?.memberships ?? []).filter((unit) => {
      const key = directory.units[unit]?.key;
      return key === null || key === undefined || directory.grants[`${row.device} ${key.id}`] === undefined;
    }),
  }));
}
