import { DIRECTORY, deskOf } from '../../../shared/domain/compartment.ts';
import { type Directory, emptyDirectory, foldDirectory } from '../../../shared/domain/directory.ts';
import type { FacetsOf } from '../../../shared/domain/events/index.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import type { Hub } from '../parts.ts';
import { ensureLog } from '../store/compartments.ts';
import { lockDevice, setDeviceState } from '../store/devices.ts';
import { allHeaders } from '../store/events.ts';
import type { Db } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { findUnits, saveUnit } from '../store/units.ts';
import { findUser, saveUser, usersAmong } from '../store/users.ts';
import { appendToLogs } from './append.ts';
import { directoryEvent } from './hub-event.ts';

/** Adds a unit, or renames it; nothing happens when it is already there like this. A desk gets its compartment. */
export async function addUnit(hub: Hub, unit: FacetsOf<'unit_added'>): Promise<void> {
  await inTransaction(hub.db, async (tx) => {
    const row = { unit: unit.unit, name: unit.name, kind: unit.kind, force: unit.force ?? null };
    const [before] = await findUnits(tx, [unit.unit]);
    if (before?.name === row.name && before.kind === row.kind && before.force === row.force) return;
    await saveUnit(tx, row);
    if (unit.kind === 'desk') await ensureLog(tx, deskOf(unit.unit), unit.unit);
    await appendToLogs(tx, hub, [directoryEvent(hub, 'unit_added', unit)]);
  });
}

export type UserSet = { readonly ok: true } | { readonly ok: false; readonly unknownUnits: readonly string[] };

/** Sets a person's name and roles; every unit must be in the directory. */
export async function setUser(hub: Hub, user: FacetsOf<'user_set'>): Promise<UserSet> {
  return inTransaction(hub.db, async (tx) => {
    const named = [...new Set(user.memberships.map((m) => m.unit))];
    const known = new Set((await findUnits(tx, named)).map((row) => row.unit));
    const unknownUnits = named.filter((unit) => !known.has(unit));
    if (unknownUnits.length > 0) return { ok: false, unknownUnits };
    const before = await findUser(tx, user.user);
    const collarNumber = user.collarNumber ?? before?.collar_number ?? null;
    const same =
      before?.name === user.name &&
      before.collar_number === collarNumber &&
      sameRoles(before.memberships, user.memberships);
    if (same) return { ok: true };
    await saveUser(tx, {
      user_id: user.user,
      name: user.name,
      memberships: user.memberships,
      collar_number: collarNumber,
    });
    const facets = { ...user, ...(collarNumber !== null && { collarNumber }) };
    await appendToLogs(tx, hub, [directoryEvent(hub, 'user_set', facets)]);
    return { ok: true };
  });
}

/** Sets who is rung for a unit, first to last; answers what of it the hub does not know. The same again changes nothing. */
export async function setOnCall(hub: Hub, onCall: FacetsOf<'on_call_set'>): Promise<string[]> {
  return inTransaction(hub.db, async (tx) => {
    const users = onCall.officers.map(({ user }) => user);
    const known = new Set([
      ...(await findUnits(tx, [onCall.unit])).map(({ unit }) => unit),
      ...(await usersAmong(tx, users)).map(({ user_id }) => user_id),
    ]);
    const unknown = [onCall.unit, ...users].filter((one) => !known.has(one));
    if (unknown.length > 0) return unknown;
    const before = (await lastOnCall(tx, onCall.unit)) ?? [];
    if (JSON.stringify(before) === JSON.stringify(onCall.officers)) return [];
    await appendToLogs(tx, hub, [directoryEvent(hub, 'on_call_set', onCall)]);
    return [];
  });
}

/**
 * Sets who leads a unit: one of its supervisors, since nobody else can read its cases; null for nobody. Answers what of it
 * the hub does not know, or null. The same again changes nothing.
 */
export async function setUnitHead(hub: Hub, head: FacetsOf<'unit_head_set'>): Promise<string | null> {
  return inTransaction(hub.db, async (tx) => {
    if ((await findUnits(tx, [head.unit])).length === 0) return head.unit;
    const user = head.user === null ? undefined : await findUser(tx, head.user);
    const leads = user?.memberships.some((m) => m.unit === head.unit && m.role === 'supervisor') === true;
    if (head.user !== null && !leads) return head.user;
    const before = (await directoryNow(tx)).heads?.[head.unit] ?? null;
    if (before === head.user) return null;
    await appendToLogs(tx, hub, [directoryEvent(hub, 'unit_head_set', head)]);
    return null;
  });
}

/** It stands in the directory's log alone, and is asked for only when it is set. */
async function lastOnCall(tx: Db, unit: string): Promise<FacetsOf<'on_call_set'>['officers'] | undefined> {
  return (await directoryNow(tx)).onCall?.[unit];
}

async function directoryNow(tx: Db): Promise<Directory> {
  const headers = (await allHeaders(tx, DIRECTORY)).map((json) => EventHeader.parse(JSON.parse(json)));
  return headers.reduce(foldDirectory, emptyDirectory);
}

type Roles = FacetsOf<'user_set'>['memberships'];
const inOrder = (roles: readonly Roles[number][]) =>
  roles
    .map((m) => `${m.unit} ${m.role}`)
    .sort()
    .join();
const sameRoles = (a: readonly Roles[number][], b: readonly Roles[number][]) => inOrder(a) === inOrder(b);

/** The device may do nothing from now on. False when there is no such device. */
export async function withdrawDevice(hub: Hub, device: string): Promise<boolean> {
  return inTransaction(hub.db, async (tx) => {
    const row = await lockDevice(tx, device);
    if (row === undefined) return false;
    if (row.state === 'withdrawn') return true;
    await setDeviceState(tx, device, 'withdrawn');
    await appendToLogs(tx, hub, [directoryEvent(hub, 'device_withdrawn', { device })]);
    return true;
  });
}
