import type { Device } from '../../shared/domain/directory.ts';
import type { Transport } from '../device/transport.ts';
import type { Keyring } from './contents.ts';
import { vouch } from './keyring.ts';
import { failed, openSession, type Done } from './session.ts';

/** Says which key is the organisation's recovery key (`age1…`). Vaults believe no other, and seal themselves to it. */
export async function setRecoveryKey(
  transport: Transport,
  keyring: Keyring,
  recipient: string,
): Promise<Done<{ changed: boolean }>> {
  const opened = await openSession(transport, keyring);
  if (!opened.ok) return opened;
  const { directory, push } = opened.session;
  if (directory.recovery?.recipient === recipient) return { ok: true, changed: false };
  const pushed = await push((say) => [say('recovery_key_set', { recipient })]);
  return pushed.ok ? { ok: true, changed: true } : pushed;
}

/**
 * Takes the keyring's word for a device back: nothing is sealed to it any more, and what it signs from then on stays
 * unverified, though the hub should hide that it was withdrawn.
 */
export async function takeBackWord(
  transport: Transport,
  keyring: Keyring,
  device: string,
): Promise<Done<{ entry: Device; name: string }>> {
  const opened = await openSession(transport, keyring);
  if (!opened.ok) return opened;
  const { identity, directory, push } = opened.session;
  const entry = directory.devices[device];
  if (entry === undefined) return failed(`the directory has no device ${device}`);
  if (device === identity.device) return failed('that is this keyring: hand over to another one first');
  const pushed = await push((say) => ((entry.vouchedFor ?? []).length === 0 ? [] : [vouch(say, entry, [])]));
  return pushed.ok ? { ok: true, entry, name: directory.users[entry.user]?.name ?? '' } : pushed;
}
