import type { z } from 'zod';
import { known } from '../domain/events/index.ts';
import type { EnrolAnswer } from './calls.ts';
import { verifyHeader } from './envelope.ts';
import { publicKeyObject } from './keys.ts';

/**
 * What a hub's answer to an enrolment says of the recovery key:
 * - `signed`: the keyring that the device pins says that it is the organisation's;
 * - `unsigned`: only the hub says so, or nobody says anything;
 * - `false`: it claims the keyring's word for a key, and the keyring did not give it.
 */
export type ToldRecovery =
  | { readonly kind: 'signed'; readonly recipient: string }
  | { readonly kind: 'unsigned'; readonly recipient: string | null }
  | { readonly kind: 'false' };

type Told = Pick<z.infer<typeof EnrolAnswer>, 'keyringKey' | 'recoveryRecipient' | 'recoveryProof'>;

/** Judges by the keyring's key in the same answer, which the fingerprint covers. */
export function toldRecovery({ keyringKey, recoveryRecipient, recoveryProof }: Told): ToldRecovery {
  if (recoveryProof === undefined) return { kind: 'unsigned', recipient: recoveryRecipient ?? null };
  const event = known(recoveryProof.header);
  const said = event?.type === 'recovery_key_set' ? event.facets.recipient : null;
  if (said === null || said !== recoveryRecipient || keyringKey === undefined) return { kind: 'false' };
  try {
    const key = publicKeyObject('ed25519', keyringKey);
    return verifyHeader(recoveryProof.header, recoveryProof.signature, key)
      ? { kind: 'signed', recipient: said }
      : { kind: 'false' };
  } catch {
    // 32 bytes that are no key.
    return { kind: 'false' };
  }
}
