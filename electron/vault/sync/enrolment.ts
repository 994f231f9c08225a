import { v7 } from 'uuid';
import { EnrolAnswer, EnrolRequest } from '../../../shared/protocol/calls.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { makeKeyPair, privateKeyObject } from '../../../shared/protocol/keys.ts';
import { UNKNOWN_HUB } from '../../../shared/protocol/signed-request.ts';
import { hubOrigin } from './hub-address.ts';
import { openTransport, type HubTransport } from './hub-transport.ts';
import type { HubTrust } from './hub-trust.ts';
import { parseAnswer, signedCall, type Failure } from './signed-call.ts';
import type { VaultIdentity } from './sync-store.ts';

export type EnrolmentFailure = 'enrolment_refused' | 'unavailable' | 'clock_skew' | 'invalid_address';
export type Enrolled =
  | {
      readonly ok: true;
      readonly identity: VaultIdentity;
      /** The organisation's recovery key (`age1…`), or null where it has none. */
      readonly recoveryRecipient: string | null;
    }
  | { readonly ok: false; readonly code: EnrolmentFailure };

export interface Enrolment {
  /** What the person was given: the address of the hub and a code that works once. */
  readonly hub: string;
  readonly code: string;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly random: Random;
  readonly trust?: HubTrust;
  readonly transport?: HubTransport;
}

/**
 * Makes this vault's device: an id, a signing and a sealing key pair, presented to the hub with the one-time code and
 * signed by the new key. The hub's own key and the keyring's come back and are pinned. Nothing is kept here; the caller stores the
 * identity before it does anything else, since the code does not work twice.
 */
export async function enrol({ hub, code, clock, random, trust, transport }: Enrolment): Promise<Enrolled> {
  const origin = hubOrigin(hub);
  if (origin === null) return { ok: false, code: 'invalid_address' };
  const [signing, sealing] = [makeKeyPair('ed25519'), makeKeyPair('x25519')];
  const request = EnrolRequest.safeParse({
    code: code.trim(),
    device: v7({ msecs: clock(), random: random(16) }),
    signingKey: signing.publicKey,
    sealingKey: sealing.publicKey,
  });
  if (!request.success) return { ok: false, code: 'enrolment_refused' };
  const { device } = request.data;
  const signer = { device, key: privateKeyObject('ed25519', signing.privateKey), hubId: UNKNOWN_HUB };
  const line = transport ?? openTransport(origin, trust);
  try {
    const call = { method: 'POST', target: '/v1/enrolments', body: JSON.stringify(request.data) } as const;
    const send = () => signedCall(line, signer, { offset: 0 }, clock, call);
    const first = await send();
    // Should the answer have been lost, the same device with the same keys may ask again with the same code.
    const bytes = first.ok || first.failure.kind === 'problem' ? first : await send();
    const answer = bytes.ok ? parseAnswer(EnrolAnswer, bytes.value) : bytes;
    if (!answer.ok) return { ok: false, code: failureOf(answer.failure) };
    const { hubId, hubKey, keyringKey = null, user, name, recoveryRecipient = null } = answer.value;
    const identity = { device, user, name, hub: origin, hubId, hubKey, keyringKey, signing, sealing };
    return { ok: true, identity, recoveryRecipient };
  } finally {
    await line.close();
  }
}

function failureOf(failure: Failure): EnrolmentFailure {
  if (failure.kind !== 'problem') return 'unavailable';
  const { code } = failure.problem;
  if (code === 'clock_skew' || code === 'enrolment_refused') return code;
  return code === 'rate_limited' || code === 'unavailable' ? 'unavailable' : 'enrolment_refused';
}
