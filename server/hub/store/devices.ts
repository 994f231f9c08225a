import type { Selectable } from 'kysely';
import type { Db, DeviceState, Tables } from './tables.ts';

export type DeviceRow = Selectable<Tables['devices']>;

export const findDevice = (db: Db, device: string): Promise<DeviceRow | undefined> =>
  db.selectFrom('devices').selectAll().where('device', '=', device).executeTakeFirst();

/** A device, with how the hub of this database stands and how people sign in: asked together, since every call asks all. */
export const findDeviceAndStanding = (db: Db, device: string) =>
  db
    .selectFrom('devices')
    .innerJoin('hub', (join) => join.onTrue())
    .selectAll('devices')
    .select(['hub.epoch', 'hub.review_since', 'hub.sign_in'])
    .where('device', '=', device)
    .executeTakeFirst();

/** Locked until the transaction ends: a device's events get their verdicts one after the other. */
export const lockDevice = (db: Db, device: string): Promise<DeviceRow | undefined> =>
  db.selectFrom('devices').selectAll().where('device', '=', device).forUpdate().executeTakeFirst();

export const listDevices = (db: Db): Promise<(DeviceRow & { name: string })[]> =>
  db
    .selectFrom('devices')
    .innerJoin('users', 'users.user_id', 'devices.user_id')
    .selectAll('devices')
    .select('users.name')
    .orderBy('enrolled_at')
    .execute();

export async function insertDevice(db: Db, row: Omit<DeviceRow, 'state' | 'last_seq'>): Promise<void> {
  await db
    .insertInto('devices')
    .values({ ...row, state: 'active', last_seq: 0 })
    .execute();
}

export async function setDeviceState(db: Db, device: string, state: DeviceState): Promise<void> {
  await db.updateTable('devices').set({ state }).where('device', '=', device).execute();
}

export async function setLastSeq(db: Db, device: string, last_seq: number): Promise<void> {
  await db.updateTable('devices').set({ last_seq }).where('device', '=', device).execute();
}

/** The organisation's keyring: the first one that is in use; null before there is one. */
export async function keyringDevice(db: Db): Promise<{ readonly device: string; readonly signingKey: string } | null> {
  const rows = await db
    .selectFrom('devices')
    .innerJoin('users', 'users.user_id', 'devices.user_id')
    .select(['devices.device', 'devices.signing_key', 'users.memberships'])
    .where('state', '=', 'active')
    .orderBy('enrolled_at')
    .execute();
  const row = rows.find(({ memberships }) => memberships.some(({ role }) => role === 'keyring'));
  return row === undefined ? null : { device: row.device, signingKey: row.signing_key };
}

/** The signing key of the organisation's keyring, which devices pin; null before there is one. */
export const keyringKey = async (db: Db): Promise<string | null> => (await keyringDevice(db))?.signingKey ?? null;

/** The users of those of these devices that are in use, by device. */
export async function devicesAmong(db: Db, devices: readonly string[]): Promise<Map<string, string>> {
  if (devices.length === 0) return new Map();
  const rows = await db
    .selectFrom('devices')
    .select(['device', 'user_id'])
    .where('device', 'in', [...devices])
    .where('state', '=', 'active')
    .execute();
  return new Map(rows.map((row) => [row.device, row.user_id]));
}

/** User by device, of those that are out of use as well. */
export async function peopleOf(db: Db, devices: readonly string[]): Promise<Map<string, string>> {
  if (devices.length === 0) return new Map();
  const rows = await db
    .selectFrom('devices')
    .select(['device', 'user_id'])
    .where('device', 'in', [...devices])
    .execute();
  return new Map(rows.map((row) => [row.device, row.user_id]));
}
