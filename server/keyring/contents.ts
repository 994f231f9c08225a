import { z } from 'zod';
import { base64, Id, UnitCode } from '../../shared/domain/primitives.ts';
import { makeKeyPair } from '../../shared/protocol/keys.ts';
import { v7 } from 'uuid';
import { DeviceIdentity, newDeviceIdentity } from '../device/identity.ts';

/** The unit under which the auditors' key is published. */
export const AUDIT_UNIT = 'AUDIT';

const UnitKey = z.strictObject({ key: Id, publicKey: base64(64), privateKey: base64(64) });
export type UnitKey = z.infer<typeof UnitKey>;

/**
 * What the organisation's officers hold and no server does: the keyring's own device keys, and the private key of each
 * unit (the auditors' among them), oldest first. Old keys stay, since old reports stay sealed to them.
 */
export const KeyringContents = z.strictObject({
  version: z.literal(1),
  identity: DeviceIdentity,
  units: z.record(UnitCode, z.array(UnitKey).min(1)),
});
export type KeyringContents = z.infer<typeof KeyringContents>;

export const newUnitKey = (): UnitKey => ({ key: v7(), ...makeKeyPair('x25519') });

/** A keyring that has not been enrolled yet; it starts with the auditors' key. */
export const newKeyring = (): KeyringContents => ({
  version: 1,
  identity: newDeviceIdentity(),
  units: { [AUDIT_UNIT]: [newUnitKey()] },
});

/** The key to which new reports of a unit are sealed. */
export const currentKey = (contents: KeyringContents, unit: string): UnitKey | null =>
  contents.units[unit]?.at(-1) ?? null;
