import { hkdfSync, randomBytes } from 'node:crypto';
import type { DeviceSecret } from '../../../shared/bridge/vault-start.ts';
import { argon2id, costs, type Argon2Cost } from './argon2-cost.ts';
import { unwrapDataKey, wrapDataKey, type PassphraseSlot, type SlotHeader } from './key-slots.ts';

const noSecret = new Uint8Array(0);

/**
 * Argon2id makes each guess dear; the device secret, mixed in afterwards, makes guessing useless without this
 * workstation's keystore. `info` binds the key to its use and to whether there was a secret.
 */
async function keyEncryptionKey(passphrase: string, header: SlotHeader, secret: Uint8Array): Promise<Buffer> {
  const stretched = await argon2id(passphrase, header.argon2);
  const info = `candour-key-slot-v1 ${header.kind} ${header.secret}`;
  return Buffer.from(hkdfSync('sha256', Buffer.concat([stretched, secret]), Buffer.alloc(0), info, 32));
}

/** The device secret that a slot needs, or null when the keystore does not give it. */
export function secretFor(slot: PassphraseSlot, deviceSecret: DeviceSecret): Uint8Array | null {
  if (deviceSecret.mode === 'refused') return null;
  if (slot.secret === 'passphrase-only') return noSecret;
  return deviceSecret.mode === 'keystore' ? deviceSecret.secret : null;
}

/** A fresh slot: new salt, new nonce. `rebind` for one that a recovery makes out of reach of the keystore. */
export async function makePassphraseSlot(
  dataKey: Uint8Array,
  passphrase: string,
  deviceSecret: Exclude<DeviceSecret, { mode: 'refused' }>,
  cost: Argon2Cost = costs[deviceSecret.mode],
  rebind = false,
): Promise<PassphraseSlot> {
  const header: SlotHeader = {
    kind: 'passphrase',
    version: 1,
    argon2: { m: cost.m, t: cost.t, p: cost.p, salt: randomBytes(16).toString('base64') },
    secret: deviceSecret.mode,
    ...(rebind && { rebind: true as const }),
    nonce: randomBytes(12).toString('base64'),
  };
  const secret = deviceSecret.mode === 'keystore' ? deviceSecret.secret : noSecret;
  return wrapDataKey(header, await keyEncryptionKey(passphrase, header, secret), dataKey);
}

/** The data key, or null for a wrong passphrase, a changed slot or another workstation's secret. */
export async function openPassphraseSlot(
  slot: PassphraseSlot,
  passphrase: string,
  secret: Uint8Array,
): Promise<Buffer | null> {
  const { wrapped: _, ...header } = slot;
  return unwrapDataKey(slot, await keyEncryptionKey(passphrase, header, secret));
}
