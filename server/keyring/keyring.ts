import { desksOf, isVouched, type Device, type Directory } from '../../shared/domain/directory.ts';
import type { Membership } from '../../shared/domain/events/directory.ts';
import type { PushVerdict, WireEvent } from '../../shared/protocol/calls.ts';
import { fingerprint, hpkeSeal, unitKeyContext } from '../../shared/protocol/keys.ts';
import { readDirectory } from '../device/directory-log.ts';
import { enrolDevice, hubClient } from '../device/hub-client.ts';
import type { EnrolledIdentity } from '../device/identity.ts';
import { outbox } from '../device/outbox.ts';
import type { Transport } from '../device/transport.ts';
import { AUDIT_UNIT, currentKey, newKeyring, newUnitKey, type KeyringContents } from './contents.ts';

/** One line for the officer, with the next step. */
export type Failed = { readonly ok: false; readonly reason: string };
type Done<T> = ({ readonly ok: true } & T) | Failed;
const failed = (reason: string): Failed => ({ ok: false, reason });

/** Writes the keyring down. Called before a new key is published: a published key that is lost loses every report. */
export type Keep = (contents: KeyringContents) => Promise<void>;

/**
 * A new keyring, enrolled by a code for a user with the role `keyring`, with the auditors' key published. It vouches for
 * itself, so that what it signs needs no exception anywhere.
 */
export async function initialise(
  transport: Transport,
  code: string,
  keep: Keep,
): Promise<Done<{ contents: KeyringContents }>> {
  const contents = newKeyring();
  const enrolled = await enrolDevice(transport, contents.identity, code);
  if (!enrolled.ok) return failed(`the keyring cannot enrol: ${enrolled.problem.title}`);
  const complete = { ...contents, identity: enrolled.value };
  await keep(complete);
  const itself = await vouchFor(transport, complete, complete.identity.device);
  if (!itself.ok) return itself;
  return publishUnitKeys(transport, complete, [AUDIT_UNIT], keep);
}

interface Session {
  readonly identity: EnrolledIdentity;
  readonly directory: Directory;
  readonly push: (
    make: (box: ReturnType<typeof outbox>) => WireEvent[] | Promise<WireEvent[]>,
  ) => Promise<Done<object>>;
}

async function session(transport: Transport, contents: KeyringContents): Promise<Done<{ session: Session }>> {
  const { identity } = contents;
  if (identity.enrolled === null) return failed('the keyring is not enrolled: make a new one');
  const enrolled = { ...identity, enrolled: identity.enrolled };
  const client = hubClient(transport, enrolled);
  // Its own word is the one that counts: whatever the hub handed it at enrolment as the keyring's key is not used.
  const read = await readDirectory(client, enrolled, identity.signing.publicKey);
  if (!read.ok) return failed('reason' in read ? read.reason : read.problem.title);
  const box = outbox(client, enrolled, read.hubEpoch, read.lastDeviceSeq);
  const push: Session['push'] = async (make) => {
    const events = await make(box);
    if (events.length === 0) return { ok: true };
    const pushed = await box.push(events);
    if (!pushed.ok) return failed(pushed.problem.title);
    const refused = pushed.verdicts.find((verdict: PushVerdict) => verdict.status === 'refused');
    return refused === undefined ? { ok: true } : failed(`the hub refused a key (${refused.reason ?? refused.code})`);
  };
  return { ok: true, session: { identity: enrolled, directory: read.directory, push } };
}

/** Makes and publishes a key for each unit that has none; what was made but not published before is published now. */
export async function publishUnitKeys(
  transport: Transport,
  contents: KeyringContents,
  units: readonly string[],
  keep: Keep,
): Promise<Done<{ contents: KeyringContents; published: string[] }>> {
  const opened = await session(transport, contents);
  if (!opened.ok) return opened;
  const { directory, push } = opened.session;
  const unknown = units.filter((unit) => directory.units[unit] === undefined);
  if (unknown.length > 0) return failed(`there is no unit ${unknown.join(', ')} in the directory`);
  const keyless = units.filter((unit) => directory.units[unit]?.key === null);
  const missing = keyless.filter((unit) => currentKey(contents, unit) === null);
  const complete: KeyringContents = {
    ...contents,
    units: { ...contents.units, ...Object.fromEntries(missing.map((unit) => [unit, [newUnitKey()]])) },
  };
  if (missing.length > 0) await keep(complete);
  const pushed = await push((box) =>
    keyless.map((unit) => {
      const { key, publicKey } = currentKey(complete, unit)!;
      return box.makeForDirectory('unit_key_published', { unit, key, publicKey });
    }),
  );
  return pushed.ok ? { ok: true, contents: complete, published: keyless } : pushed;
}

const digits = (text: string) => text.toLowerCase().replace(/[^0-9a-f]/g, '');

const vouch = (box: ReturnType<typeof outbox>, entry: Device, memberships: readonly Membership[]) => {
  const { device, user, signingKey, sealingKey } = entry;
  return box.makeForDirectory('device_vouched', {
    device,
    user,
    signingKey,
    sealingKey,
    memberships: [...memberships],
  });
};

async function vouchFor(transport: Transport, contents: KeyringContents, device: string): Promise<Done<object>> {
  const opened = await session(transport, contents);
  if (!opened.ok) return opened;
  const { identity, directory, push } = opened.session;
  const entry = directory.devices[device];
  if (entry?.signingKey !== identity.signing.publicKey) return failed('the directory does not show the keyring itself');
  return push((box) => [vouch(box, entry, directory.users[entry.user]?.memberships ?? [])]);
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
 * or supervises. `typed` is the fingerprint that the officer was told by the person in front of the device; it must be
 * that of the keys in the directory and of this keyring. Only for a device that is vouched for do workstations seal.
 */
export async function grant(
  transport: Transport,
  contents: KeyringContents,
  device: string,
  typed: string,
): Promise<Done<Granted>> {
  const opened = await session(transport, contents);
  if (!opened.ok) return opened;
  const { identity, directory, push } = opened.session;
  const entry = directory.devices[device];
  if (entry === undefined || entry.withdrawn) return failed(`the directory has no device ${device} in use`);
  if (digits(typed) !== digits(fingerprint(entry.signingKey, entry.sealingKey, identity.signing.publicKey)))
    return failed('the fingerprint is not that of the device: do not grant, and find out who enrolled it');
  const { name = '', memberships = [] } = directory.users[entry.user] ?? {};
  const units = desksOf(memberships);
  const published = units.map((unit) => ({ unit, key: directory.units[unit]?.key ?? null }));
  const keyless = published.filter(({ key }) => key === null).map(({ unit }) => unit);
  if (keyless.length > 0) return failed(`no key is published for ${keyless.join(', ')}: publish the units' keys first`);
  const due = published.flatMap(({ unit, key }) => {
    if (key === null || directory.grants[`${device} ${key.id}`] !== undefined) return [];
    // Every key the unit ever had: its old reports stay sealed to the old ones.
    return (contents.units[unit] ?? []).map((held) => ({ unit, held }));
  });
  const foreign = published.filter(({ unit, key }) => !contents.units[unit]?.some((held) => held.key === key?.id));
  if (foreign.length > 0)
    return failed(`the key of ${foreign.map(({ unit }) => unit).join(', ')} is not in this keyring`);
  const pushed = await push(async (box) => {
    const events: WireEvent[] = isVouched(directory, device) ? [] : [vouch(box, entry, memberships)];
    for (const { unit, held } of due) {
      const context = unitKeyContext(unit, held.key, device);
      const secret = Buffer.from(held.privateKey, 'base64');
      const sealed = await hpkeSeal(entry.sealingKey, secret, 'candour-unit-key-v1', context);
      events.push(box.makeForDirectory('key_granted', { unit, key: held.key, device, sealed }));
    }
    return events;
  });
  return pushed.ok
    ? { ok: true, name, units: [...new Set(due.map(({ unit }) => unit))], vouchedFor: memberships }
    : pushed;
}
