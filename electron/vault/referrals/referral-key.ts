import type { ReferralCaseKey } from '../../../shared/domain/keys.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { hpkeSeal, makeKeyPair, referralCaseKeyContext, referralContext } from '../../../shared/protocol/keys.ts';
import { sealToRecovery } from '../../../shared/protocol/readers-key.ts';
import type { Device } from '../../../shared/domain/directory.ts';

/** A referral's own key, ready to be issued. */
export interface ReferralKey {
  readonly referral: string;
  /** Raw 32 bytes; the desk keeps what it sent in its own case, so this is not needed here once the hub has the pack. */
  readonly key: Uint8Array;
  readonly caseKey: ReferralCaseKey;
  /** The key once more, for the organisation's recovery key where there is one: an age file, base64. */
  readonly recovery?: string;
}

/**
 * A key pair of the referral's own: its private key sealed to each recipient's workstation, and the random case key
 * sealed to its public key, and to the organisation's recovery key.
 * @param recovery the organisation's recovery key (`age1…`), or null
 */
export async function makeReferralKey(
  referral: string,
  devices: readonly Pick<Device, 'device' | 'sealingKey'>[],
  random: Random,
  recovery: string | null = null,
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
  const made = { referral, key, caseKey: { publicKey: pair.publicKey, devices: sealed, caseKey } };
  return recovery === null ? made : { ...made, recovery: await sealToRecovery(referral, key, recovery) };
}
