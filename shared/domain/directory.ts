/**
 * A user sees the desks in which they assess or supervise, the named-readers cases among whose readers they are, every
 * referral of a unit in which they investigate, their own devices' journals, and the directory.
 */
export { desksOf, investigationUnitsOf, worksAtDesk } from './roles.ts';
import type { Membership } from './events/directory.ts';
import type { UnitKind } from './events/directory.ts';
import { known, type FacetsOf } from './events/index.ts';
import type { EventHeader } from './header.ts';
import type { Actor, Verdict } from './permits.ts';
import type { z } from 'zod';
import type { Sealed } from './keys.ts';

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
}

export const emptyDirectory: Directory = { units: {}, users: {}, devices: {}, grants: {}, unitKeys: {} };

/** Folds one directory event; pure and total, unknown events change nothing. */
export function foldDirectory(directory: Directory, header: EventHeader): Directory {
  const event = known(header);
  if (event === null) return directory;
  switch (event.type) {
    case 'unit_added': {
      const { unit, name, kind, force } = event.facets;
      const added: Unit = { unit, name, kind, force, key: directory.units[unit]?.key ?? null };
      return { ...directory, units: { ...directory.units, [unit]: added } };
    }
    case 'user_set':
      return { ...directory, users: { ...directory.users, [event.facets.user]: event.facets } };
    case 'device_enrolled': {
      const device: Device = { ...event.facets, withdrawn: false };
      return { ...directory, devices: { ...directory.devices, [device.device]: device } };
    }
    case 'device_withdrawn': {
      const device = directory.devices[event.facets.device];
      if (device === undefined) return directory;
      return { ...directory, devices: { ...directory.devices, [device.device]: { ...device, withdrawn: true } } };
    }
    case 'unit_key_published': {
      const { unit, key, publicKey } = event.facets;
      const unitKeys = { ...directory.unitKeys, [key]: { unit, publicKey } };
      const of = directory.units[unit];
      if (of === undefined) return { ...directory, unitKeys };
      return { ...directory, unitKeys, units: { ...directory.units, [unit]: { ...of, key: { id: key, publicKey } } } };
    }
    case 'key_granted':
      return {
        ...directory,
        grants: { ...directory.grants, [`${event.facets.device} ${event.facets.key}`]: event.facets },
      };
    case 'interests_declared':
      return { ...directory, interests: { ...directory.interests, [event.facets.user]: event.facets } };
    default:
      return directory;
  }
}

/** The directory's answer to "who signs with this device": null when it is unknown or withdrawn. */
export function actorOf(directory: Directory, device: string): Actor | null {
  const entry = directory.devices[device];
  if (entry === undefined || entry.withdrawn) return null;
  const user = directory.users[entry.user];
  return user === undefined ? null : { user: user.user, device, memberships: user.memberships };
}

/**
 * Which directory events a device may push: the keyring publishes keys and grants, and everybody their own interests;
 * all else is made by the hub.
 */
export function permitsDirectory(actor: Actor, header: EventHeader): Verdict {
  const event = known(header);
  if (event === null) return { ok: false, refusal: { code: 'schema_unsupported', reason: 'unknown_event_type' } };
  if (event.type === 'interests_declared')
    return event.facets.user === actor.user
      ? { ok: true }
      : { ok: false, refusal: { code: 'not_permitted', reason: 'not_the_author' } };
  if (event.type !== 'unit_key_published' && event.type !== 'key_granted')
    return { ok: false, refusal: { code: 'invalid_event', reason: 'made_by_hub_only' } };
  if (actor.memberships.some((m) => m.role === 'keyring')) return { ok: true };
  return { ok: false, refusal: { code: 'not_permitted', reason: 'role_missing', who: 'keyring' } };
}

/** A person's workstations that the keyring has granted a key: their fingerprints were compared by an officer. */
export function grantedDevicesOf(directory: Directory, user: string): Device[] {
  const granted = new Set(Object.values(directory.grants).map((grant) => grant.device));
  return Object.values(directory.devices).filter(
    (device) => device.user === user && !device.withdrawn && granted.has(device.device),
  );
}
