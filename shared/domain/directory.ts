/**
 * A user sees the desks in which they assess or supervise, the named-readers cases among whose readers they are, every
 * referral of a unit in which they investigate, their own devices' journals, and the directory. An auditor sees every
 * device's journal, and of every desk the signed headers without their contents.
 */
export { desksOf, desksReadBy, investigationUnitsOf, isAuditor, keyUnitsOf, worksAtDesk } from './roles.ts';
import type { Absence } from './absences.ts';
import type { Membership } from './events/directory.ts';
import type { UnitKind } from './events/directory.ts';
import { known, type FacetsOf } from './events/index.ts';
import type { EventHeader } from './header.ts';
import type { z } from 'zod';
import type { Sealed } from './keys.ts';
import type { Actor, Verdict } from './verdict.ts';

export interface Unit {
  readonly unit: string;
  readonly name: string;
  readonly kind: z.infer<typeof UnitKind>;
  readonly force?: string | undefined;
  /** The X25519 key to which new reports of this unit are sealed; null until the keyring has made one. */
  readonly key: { readonly id: string; readonly publicKey: string } | null;
}
export interface User {
  readonly user: string;
  readonly name: string;
  readonly memberships: readonly Membership[];
  readonly collarNumber?: string | undefined;
}
export interface Device {
  readonly device: string;
  readonly user: string;
  readonly signingKey: string;
  readonly sealingKey: string;
  readonly withdrawn: boolean;
  /** The roles for which the keyring has vouched for this device; null while only the hub says whose it is. */
  readonly vouchedFor: readonly Membership[] | null;
  /** The event in which it did; absent where an older version folded it. */
  readonly vouchedIn?: string | undefined;
}
export interface KeyGrant {
  readonly unit: string;
  readonly key: string;
  readonly device: string;
  readonly sealed: Sealed;
}

export type SealedInterests = FacetsOf<'interests_declared'>;

/** Units, users, devices and grants: what every device holds, and against which signatures and recipients are checked. */
export interface Directory {
  readonly units: Readonly<Record<string, Unit>>;
  readonly users: Readonly<Record<string, User>>;
  readonly devices: Readonly<Record<string, Device>>;
  /** Key grants by `device key`. */
  readonly grants: Readonly<Record<string, KeyGrant>>;
  /** Every unit key ever published, by key id: old reports stay sealed to old keys. */
  readonly unitKeys: Readonly<Record<string, { unit: string; publicKey: string }>>;
  /** What each user has entered in the register of interests, sealed to the gateways; absent in older directories. */
  readonly interests?: Readonly<Record<string, SealedInterests>> | undefined;
  /** By unit: who is rung when somebody is in danger, first to last; absent in older directories. */
  readonly onCall?: Readonly<Record<string, FacetsOf<'on_call_set'>['officers']>> | undefined;
  /** By person: the last absence; absent in older directories. */
  readonly absences?: Readonly<Record<string, Absence>> | undefined;
  /** By unit: who is told of what stays overdue; absent in older directories. */
  readonly heads?: Readonly<Record<string, string>> | undefined;
  /** The organisation's recovery key (`age1…`) by the keyring's word, and the event that says so. */
  readonly recovery?: { readonly recipient: string; readonly event: string } | undefined;
}

export const emptyDirectory: Directory = { units: {}, users: {}, devices: {}, grants: {}, unitKeys: {} };

/** What only the keyring may say. Whoever folds must have checked its signature first: see `trusted-directory.ts`. */
export const saidByKeyring: ReadonlySet<string> = new Set([
  'unit_key_published',
  'key_granted',
  'device_vouched',
  'officers_present',
  'recovery_key_set',
  'keyring_succeeded',
]);

/**
 * Folds one directory event; pure and total, unknown events change nothing. What the hub said once it cannot take back:
 * a device keeps the keys and the person it was enrolled with and stays withdrawn. What the keyring said counts in the
 * order in which the keyring said it, whatever the order or number of times that the hub logs it: of a unit's keys, of the
 * vouchings for one device and of recovery keys the newest stands, by the time in its id (UUIDv7).
 */
export function foldDirectory(directory: Directory, header: EventHeader): Directory {
  const event = known(header);
  if (event === null) return directory;
  switch (event.type) {
    case 'unit_added': {
      const { unit, name, kind, force } = event.facets;
      const added: Unit = { unit, name, kind, force, key: newestKey(directory, unit) };
      return { ...directory, units: { ...directory.units, [unit]: added } };
    }
    case 'user_set':
      return { ...directory, users: { ...directory.users, [event.facets.user]: event.facets } };
    case 'on_call_set': {
      const { unit, officers } = event.facets;
      return { ...directory, onCall: { ...directory.onCall, [unit]: officers } };
    }
    case 'device_enrolled': {
      if (directory.devices[event.facets.device] !== undefined) return directory;
      const device: Device = { ...event.facets, withdrawn: false, vouchedFor: null };
      return { ...directory, devices: { ...directory.devices, [device.device]: device } };
    }
    case 'device_withdrawn': {
      const device = directory.devices[event.facets.device];
      if (device === undefined) return directory;
      return { ...directory, devices: { ...directory.devices, [device.device]: { ...device, withdrawn: true } } };
    }
    case 'unit_key_published': {
      const { unit, key, publicKey } = event.facets;
      if (directory.unitKeys[key] !== undefined) return directory;
      const after = { ...directory, unitKeys: { ...directory.unitKeys, [key]: { unit, publicKey } } };
      const of = directory.units[unit];
      if (of === undefined) return after;
      return { ...after, units: { ...directory.units, [unit]: { ...of, key: newestKey(after, unit) } } };
    }
    case 'key_granted':
      return {
        ...directory,
        grants: { ...directory.grants, [`${event.facets.device} ${event.facets.key}`]: event.facets },
      };
    case 'unit_head_set': {
      const { unit, user } = event.facets;
      const { [unit]: _, ...others } = directory.heads ?? {};
      return { ...directory, heads: user === null ? others : { ...others, [unit]: user } };
    }
    case 'absence_set': {
      const { user, unit, from, until = null, cover = null } = event.facets;
      // A supervisor says it of the people of their own unit only.
      if (!worksIn(directory, user, unit)) return directory;
      const absence = { user, unit, from, until, cover, by: event.actor, event: event.id };
      return { ...directory, absences: { ...directory.absences, [user]: absence } };
    }
    case 'interests_declared':
      return { ...directory, interests: { ...directory.interests, [event.facets.user]: event.facets } };
    case 'device_vouched': {
      const { user, signingKey, sealingKey, memberships } = event.facets;
      const device = directory.devices[event.facets.device];
      const same = device?.user === user && device.signingKey === signingKey && device.sealingKey === sealingKey;
      if (!same || (device.vouchedIn !== undefined && device.vouchedIn >= header.id)) return directory;
      const vouched = { ...device, vouchedFor: memberships, vouchedIn: header.id };
      return { ...directory, devices: { ...directory.devices, [device.device]: vouched } };
    }
    case 'recovery_key_set':
      if (directory.recovery !== undefined && directory.recovery.event >= header.id) return directory;
      return { ...directory, recovery: { recipient: event.facets.recipient, event: header.id } };
    default:
      return directory;
  }
}

const worksIn = ({ users }: Directory, user: string, unit: string) =>
  users[user]?.memberships.some((m) => m.unit === unit) === true;

/** Of all keys that were ever published for a unit the one that was made last. */
function newestKey({ unitKeys }: Directory, unit: string): Unit['key'] {
  const id = Object.keys(unitKeys).reduce(
    (newest, key) => (unitKeys[key]!.unit === unit && key > newest ? key : newest),
    '',
  );
  return id === '' ? null : { id, publicKey: unitKeys[id]!.publicKey };
}

/** The directory's answer to "who signs with this device": null when it is unknown or withdrawn. */
export function actorOf(directory: Directory, device: string): Actor | null {
  const entry = directory.devices[device];
  if (entry === undefined || entry.withdrawn) return null;
  const user = directory.users[entry.user];
  return user === undefined ? null : { user: user.user, device, memberships: user.memberships };
}

const held = (memberships: readonly Membership[] | null | undefined, { unit, role }: Membership) =>
  memberships?.some((m) => m.unit === unit && m.role === role) === true;

/** Whether a device is in use and both the keyring and the directory say that its person has this role in this unit. */
export function worksAs(directory: Directory, { user, withdrawn, vouchedFor }: Device, role: Membership) {
  return !withdrawn && held(vouchedFor, role) && held(directory.users[user]?.memberships, role);
}

/** Whether the keyring has vouched for a device in every role that its person has now. */
export function isVouched(directory: Directory, device: string): boolean {
  const entry = directory.devices[device];
  if (entry === undefined || entry.vouchedFor === null) return false;
  return (directory.users[entry.user]?.memberships ?? []).every((role) => held(entry.vouchedFor, role));
}

/**
 * Which directory events a device may push: the keyring publishes keys, grants and vouches, and everybody
 * their own interests and absences, supervisors those of their unit;
 * all else is made by the hub.
 */
export function permitsDirectory(actor: Actor, header: EventHeader): Verdict {
  const event = known(header);
  if (event === null) return { ok: false, refusal: { code: 'schema_unsupported', reason: 'unknown_event_type' } };
  if (event.type === 'interests_declared')
    return event.facets.user === actor.user
      ? { ok: true }
      : { ok: false, refusal: { code: 'not_permitted', reason: 'not_the_author' } };
  if (event.type === 'absence_set') {
    const { user, unit } = event.facets;
    const own = user === actor.user && actor.memberships.some((m) => m.unit === unit);
    if (own || actor.memberships.some((m) => m.unit === unit && m.role === 'supervisor')) return { ok: true };
    return { ok: false, refusal: { code: 'not_permitted', reason: 'role_missing', who: 'supervisor' } };
  }
  if (!saidByKeyring.has(event.type))
    return { ok: false, refusal: { code: 'invalid_event', reason: 'made_by_hub_only' } };
  if (actor.memberships.some((m) => m.role === 'keyring')) return { ok: true };
  return { ok: false, refusal: { code: 'not_permitted', reason: 'role_missing', who: 'keyring' } };
}

/** A person's workstations for whose desk work the keyring has vouched: those that only the hub speaks for are none. */
export function grantedDevicesOf(directory: Directory, user: string): Device[] {
  const roles = (directory.users[user]?.memberships ?? []).filter(
    ({ role }) => role === 'assessor' || role === 'supervisor',
  );
  return Object.values(directory.devices).filter(
    (device) => device.user === user && roles.some((role) => worksAs(directory, device, role)),
  );
}
