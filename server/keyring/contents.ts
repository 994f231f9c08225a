import { v7 } from 'uuid';
import { z } from 'zod';
import { base64, Id, UnitCode, words, momentOf } from '../../shared/domain/primitives.ts';
import { makeKeyPair } from '../../shared/protocol/keys.ts';
import type { SeenHead } from '../device/directory-log.ts';
import { DeviceIdentity, newDeviceIdentity } from '../device/identity.ts';

/** The unit under which the auditors' key is published. */
export const AUDIT_UNIT = 'AUDIT';

const UnitKey = z.strictObject({ key: Id, publicKey: base64(64), privateKey: base64(64) });
export type UnitKey = z.infer<typeof UnitKey>;

/** One of those who can open the keyring, as the record names them. */
export const Officer = z.strictObject({ officer: Id, name: words(200) });
export type Officer = z.infer<typeof Officer>;

/**
 * What the organisation's officers hold and no server does: the keyring's own device keys, and the private key of each
 * unit (the auditors' among them), oldest first. Old keys stay, since old reports stay sealed to them.
 */
export const KeyringContents = z.strictObject({
  version: z.literal(1),
  identity: DeviceIdentity,
  units: z.record(UnitCode, z.array(UnitKey).min(1)),
  /** The keyring that is to come after this one, while the handing over is under way. */
  next: DeviceIdentity.optional(),
});
export type KeyringContents = z.infer<typeof KeyringContents>;

/** A keyring that is open, with the officers who opened it. */
export type Keyring = KeyringContents & {
  readonly present: readonly Officer[];
  /** The directory as this keyring read it last; null or none for the first time. */
  readonly seen?: SeenHead | null;
  /** Told of each directory that was read, to be `seen` the next time. */
  readonly remember?: (head: SeenHead) => void;
};

/** Writes the keyring down. Called before a new key is published: a published key that is lost loses every report. */
export type Keep = (keyring: Keyring) => Promise<void>;

/** What of an open keyring is written down. */
export const stored = ({ version, identity, units, next }: Keyring): KeyringContents => ({
  version,
  identity,
  units,
  ...(next !== undefined && { next }),
});

/** A new key whose id is later than that of the key before it, whatever this machine's clock says: the newest counts. */
export function newUnitKey(before: UnitKey | null = null): UnitKey {
  const now = v7();
  const key = before === null || now > before.key ? now : v7({ msecs: momentOf(before.key) + 1 });
  return { key, ...makeKeyPair('x25519') };
}

/** A keyring that has not been enrolled yet; it starts with the auditors' key. */
export const newKeyring = (present: readonly Officer[]): Keyring => ({
  version: 1,
  identity: newDeviceIdentity(),
  units: { [AUDIT_UNIT]: [newUnitKey()] },
  present,
});

/** The key to which new reports of a unit are sealed. */
export const currentKey = (contents: KeyringContents, unit: string): UnitKey | null =>
  contents.units[unit]?.at(-1) ?? null;
