import { isVouched, keyUnitsOf, type Device, type Directory } from '../../shared/domain/directory.ts';
import type { Membership } from '../../shared/domain/events/directory.ts';
import type { WireEvent } from '../../shared/protocol/calls.ts';
import { fingerprint, hpkeSeal, unitKeyContext } from '../../shared/protocol/keys.ts';
import { enrolDevice } from '../device/hub-client.ts';
import type { Transport } from '../device/transport.ts';
import {
  AUDIT_UNIT,
  currentKey,
  newKeyring,
  newUnitKey,
  type Keep,
  type Keyring,
  type Officer,
  type UnitKey,
} from './contents.ts';
import { failed, openSession, type Done, type Say } from './session.ts';

/**
 * A new keyring, enrolled by a code for a user with the role `keyring`, with the auditors' key published. It vouches for
 * itself, so that what it signs needs no exception anywhere.
 */
export async function initialise(
  transport: Transport,
  code: string,
  keep: Keep,
  present: readonly Officer[],
): Promise<Done<{ contents: Keyring }>> {
  const contents = newKeyring(present);
  const enrolled = await enrolDevice(transport, contents.identity, code);
  if (!enrolled.ok) return failed(`the keyring cannot enrol: ${enrolled.problem.title}`);
  const complete = { ...contents, identity: enrolled.value };
  await keep(complete);
  const itself = await vouchForItself(transport, complete);
  if (!itself.ok) return itself;
  return publishUnitKeys(transport, complete, [AUDIT_UNIT], keep);
}

const unknownUnits = (directory: Directory, units: readonly string[]) => {
  const unknown = units.filter((unit) => directory.units[unit] === undefined);
  return unknown.length === 0 ? null : failed(`there is no unit ${unknown.join(', ')} in the directory`);
};

/** Makes and publishes a key for each unit that has none; what was made but not published before is published now. */
export async function publishUnitKeys(
  transport: Transport,
  contents: Keyring,
  units: readonly string[],
  keep: Keep,
): Promise<Done<{ contents: Keyring; published: string[] }>> {
  const opened = await openSession(transport, contents);
  if (!opened.ok) return opened;
  const { directory, push } = opened.session;
  const unknown = unknownUnits(directory, units);
  if (unknown !== null) return unknown;
  const keyless = units.filter((unit) => directory.units[unit]?.key === null);
  const missing = keyless.filter((unit) => currentKey(contents, unit) === null);
  const complete = withKeys(
    contents,
    missing.map((unit) => [unit, newUnitKey()]),
  );
  if (missing.length > 0) await keep(complete);
  const pushed = await push((say) => keyless.map((unit) => publish(say, unit, currentKey(complete, unit)!)));
  return pushed.ok ? { ok: true, contents: complete, published: keyless } : pushed;
}

/** The keyring with one more key for each of these units. */
export const withKeys = (keyring: Keyring, made: readonly (readonly [string, UnitKey])[]): Keyring => ({
  ...keyring,
  units: {
    ...keyring.units,
    ...Object.fromEntries(made.map(([unit, key]) => [unit, [...(keyring.units[unit] ?? []), key]])),
  },
});

export const publish = (say: Say, unit: string, { key, publicKey }: UnitKey) =>
  say('unit_key_published', { unit, key, publicKey });

const digits = (text: string) => text.toLowerCase().replace(/[^0-9a-f]/g, '');

/** The keyring's word that a device is its person's, in these roles. None: it is trusted in nothing any more. */
export const vouch = (say: Say, { device, user, signingKey, sealingKey }: Device, memberships: readonly Membership[]) =>
  say('device_vouched', { device, user, signingKey, sealingKey, memberships: [...memberships] });

/** Seals a unit's private key to one device. */
export async function sealGrant(say: Say, unit: string, held: UnitKey, to: Device): Promise<WireEvent> {
  const context = unitKeyContext(unit, held.key, to.device);
  const secret = Buffer.from(held.privateKey, 'base64');
  const sealed = await hpkeSeal(to.sealingKey, secret, 'candour-unit-key-v1', context);
  return say('key_granted', { unit, key: held.key, device: to.device, sealed });
}

async function vouchForItself(transport: Transport, contents: Keyring): Promise<Done<object>> {
  const opened = await openSession(transport, contents);
  if (!opened.ok) return opened;
  const { identity, directory, push } = opened.session;
  const entry = directory.devices[identity.device];
  if (entry?.signingKey !== identity.signing.publicKey) return failed('the directory does not show the keyring itself');
  return push((say) => [vouch(say, entry, directory.users[entry.user]?.memberships ?? [])]);
}

/** What a grant did: the units whose keys it sealed to the device, and the roles for which the keyring now vouches. */
export interface Granted {
  /** Whose device it is by the directory: who must have read the fingerprint out. */
  readonly name: string;
  readonly units: string[];
  readonly vouchedFor: readonly Membership[];
}

/**
 * Vouches for a device and its person's roles, and grants it the private keys of the units in which its person assesses
 * or supervises. `typed` is the fingerprint that the officers were told by the person in front of the device; it must be
 * that of the keys in the directory and of this keyring. Only for a device that is vouched for do workstations seal.
 */
export async function grant(
  transport: Transport,
  contents: Keyring,
  device: string,
  typed: string,
): Promise<Done<Granted>> {
  const opened = await openSession(transport, contents);
  if (!opened.ok) return opened;
  const { identity, directory, push } = opened.session;
  const entry = directory.devices[device];
  if (entry === undefined || entry.withdrawn) return failed(`the directory has no device ${device} in use`);
  if (digits(typed) !== digits(fingerprint(entry.signingKey, entry.sealingKey, identity.signing.publicKey)))
    return failed('the fingerprint is not that of the device: do not grant, and find out who enrolled it');
  const { name = '', memberships = [] } = directory.users[entry.user] ?? {};
  const units = keyUnitsOf(memberships);
  const published = units.map((unit) => ({ unit, key: directory.units[unit]?.key ?? null }));
  const keyless = published.filter(({ key }) => key === null).map(({ unit }) => unit);
  if (keyless.length > 0) return failed(`no key is published for ${keyless.join(', ')}: publish the units' keys first`);
  const foreign = published.filter(({ unit, key }) => !contents.units[unit]?.some((held) => held.key === key?.id));
  if (foreign.length > 0)
    return failed(`the key of ${foreign.map(({ unit }) => unit).join(', ')} is not in this keyring`);
  // Every key the unit ever had: its old reports stay sealed to the old ones.
  const due = units.flatMap((unit) =>
    (contents.units[unit] ?? [])
      .filter(({ key }) => directory.unitKeys[key] !== undefined && directory.grants[`${device} ${key}`] === undefined)
      .map((held) => ({ unit, held })),
  );
  const pushed = await push(async (say) => {
    const said: WireEvent[] = isVouched(directory, device) ? [] : [vouch(say, entry, memberships)];
    for (const { unit, held } of due) said.push(await sealGrant(say, unit, held, entry));
    return said;
  });
  return pushed.ok
    ? { ok: true, name, units: [...new Set(due.map(({ unit }) => unit))], vouchedFor: memberships }
    : pushed;
}
