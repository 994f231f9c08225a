import type { ReferralCaseKey } from '../../../shared/domain/keys.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { hpkeSeal, makeKeyPair, referralCaseKeyContext, referralContext } from '../../../shared/protocol/keys.ts';
import type { Device } from '../../../shared/domain/directory.ts';

/** A referral's own key, ready to be issued. */
export interface ReferralKey {
  readonly referral: string;
  /** Raw 32 bytes; the desk keeps what it sent in its own case, so this is not needed here afterwards. */
  readonly key: Uint8Array;
  readonly caseKey: ReferralCaseKey;
}

/**
 * A key pair of the referral's own: its private key sealed to each recipient's workstation, and the random case key
 * sealed to its public key.
 */
export async function makeReferralKey(
  referral: string,
  devices: readonly Pick<Device, 'device' | 'sealingKey'>[],
  random: Random,
): Promise<ReferralKey> {
  const pair = makeKeyPair('x25519');
  const key = random(32);
  const privateKey = Buffer.from(pair.privateKey, 'base64');
  const sealed = await Promise.all(
    devices.map(async ({ device, sealingKey }) => ({
      device,
      sealed: await hpkeSeal(sealingKey, privateKey, 'candour-referral-v1', referralContext(referral, device)),
    })),
  );
  const caseKey = await hpkeSeal(pair.publicKey, key, 'candour-referral-v1', referralCaseKeyContext(referral));
  return { referral, key, caseKey: { publicKey: pair.publicKey, devices: sealed, caseKey } };
}
