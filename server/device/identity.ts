import { v7 } from 'uuid';
import { z } from 'zod';
import { base64, Id } from '../../shared/domain/primitives.ts';
import { fingerprint, makeKeyPair } from '../../shared/protocol/keys.ts';

const StoredKeyPair = z.strictObject({ publicKey: base64(64), privateKey: base64(64) });

/** A device of the directory without a window: its keys, and the hub that it enrolled with. */
export const DeviceIdentity = z.strictObject({
  device: Id,
  signing: StoredKeyPair,
  sealing: StoredKeyPair,
  /** Null until it is enrolled. The hub's key and the keyring's are pinned from then on. */
  enrolled: z
    .strictObject({ user: Id, hubId: Id, hubKey: base64(64), keyringKey: base64(64).nullable().default(null) })
    .nullable(),
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;
export type EnrolledIdentity = DeviceIdentity & { readonly enrolled: NonNullable<DeviceIdentity['enrolled']> };

/** What its officer compares: as this device shows it, over the keyring's key that it has pinned. */
export const fingerprintOf = ({ signing, sealing, enrolled }: DeviceIdentity) =>
  fingerprint(signing.publicKey, sealing.publicKey, enrolled?.keyringKey ?? null);

/** Keys for a device that still has to enrol. */
export const newDeviceIdentity = (): DeviceIdentity => ({
  device: v7(),
  signing: makeKeyPair('ed25519'),
  sealing: makeKeyPair('x25519'),
  enrolled: null,
});
