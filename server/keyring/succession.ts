import type { Directory } from '../../shared/domain/directory.ts';
import type { WireEvent } from '../../shared/protocol/calls.ts';
import { enrolDevice } from '../device/hub-client.ts';
import { newDeviceIdentity } from '../device/identity.ts';
import type { Transport } from '../device/transport.ts';
import type { Keep, Keyring } from './contents.ts';
import { publish, sealGrant, vouch } from './keyring.ts';
import { failed, openSession, type Done, type Say } from './session.ts';

/**
 * Hands over to a new keyring: the old one signs the new one's key, and the new one says again, under its own signature,
 * everything that the old one had said and that still holds. Whoever had pinned the old key follows the succession;
 * whoever enrols later pins the new one and need believe nothing of the old.
 * @param code makes the device of the new keyring; not used when a succession that was cut off is ended
 */
export async function succeed(
  transport: Transport,
  keyring: Keyring,
  code: () => Promise<string>,
  keep: Keep,
): Promise<Done<{ contents: Keyring; retired: string }>> {
  let handing = keyring;
  if (handing.next === undefined) {
    const enrolled = await enrolDevice(transport, newDeviceIdentity(), await code());
    if (!enrolled.ok) return failed(`the new keyring cannot enrol: ${enrolled.problem.title}`);
    handing = { ...keyring, next: enrolled.value };
    await keep(handing);
  }
  const next = handing.next!;
  const opened = await openSession(transport, handing, true);
  if (!opened.ok) return opened;
  const { identity, directory, push, keyring: believed } = opened.session;
  const entry = directory.devices[next.device];
  if (entry?.signingKey !== next.signing.publicKey) return failed('the directory does not show the new keyring');
  if (believed === identity.signing.publicKey) {
    const handed = await push((say) => [
      say('keyring_succeeded', { device: next.device, signingKey: next.signing.publicKey }),
    ]);
    if (!handed.ok) return handed;
  }
  const { next: _, ...rest } = handing;
  const contents: Keyring = { ...rest, identity: next };
  const speaking = await openSession(transport, contents);
  if (!speaking.ok) return speaking;
  const restated = await speaking.session.push((say) => everything(say, contents, directory, identity.device));
  if (!restated.ok) return restated;
  await keep(contents);
  return { ok: true, contents, retired: identity.device };
}

/** What of the old keyring's words still holds, in the new one's. */
async function everything(
  say: Say,
  { identity, units }: Keyring,
  directory: Directory,
  retired: string,
): Promise<readonly WireEvent[]> {
  const said: WireEvent[] = [];
  const inUse = Object.values(directory.devices).filter(({ withdrawn, device }) => !withdrawn && device !== retired);
  for (const device of inUse) {
    const itself = device.device === identity.device;
    const memberships = itself ? (directory.users[device.user]?.memberships ?? []) : device.vouchedFor;
    if (memberships !== null && memberships.length > 0) said.push(vouch(say, device, memberships));
  }
  for (const [unit, keys] of Object.entries(units))
    for (const held of keys) {
      if (directory.unitKeys[held.key] === undefined) continue;
      said.push(publish(say, unit, held));
      for (const device of inUse)
        if (directory.grants[`${device.device} ${held.key}`] !== undefined)
          said.push(await sealGrant(say, unit, held, device));
    }
  if (directory.recovery !== undefined) said.push(say('recovery_key_set', { recipient: directory.recovery.recipient }));
  return said;
}
