import { fingerprint } from '../../../shared/protocol/keys.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';

/** What is read out to the officer who vouches for this workstation. */
export interface Made {
  readonly name: string;
  readonly device: string;
  readonly fingerprint: string;
}

export const madeOf = ({ name, device, signing, sealing, keyringKey = null }: VaultIdentity): Made => ({
  name,
  device,
  fingerprint: fingerprint(signing.publicKey, sealing.publicKey, keyringKey),
});
