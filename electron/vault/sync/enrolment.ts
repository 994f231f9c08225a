import { v7 } from 'uuid';
import type { z } from 'zod';
import { EnrolAnswer, EnrolRequest, type Problem } from '../../../shared/protocol/calls.ts';
import type { SignedIn, SignInNeeded } from '../../../shared/protocol/sign-in.ts';
import type { Proved } from '../sign-in/in-browser.ts';
import { codeOf } from '../sign-in/sign-in.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { makeKeyPair, privateKeyObject } from '../../../shared/protocol/keys.ts';
import { toldRecovery } from '../../../shared/protocol/told-recovery.ts';
import { UNKNOWN_HUB } from '../../../shared/protocol/signed-request.ts';
import { hubOrigin } from './hub-address.ts';
import { openTransport, type HubTransport } from './hub-transport.ts';
import type { HubTrust } from './hub-trust.ts';
import { parseAnswer, signedCall, type Failure } from './signed-call.ts';
import type { VaultIdentity } from './sync-store.ts';

/** Has the person sign in for this device that is being enrolled. */
export type ProveBySignIn = (needed: SignInNeeded, device: string) => Promise<Proved>;
export type Enrolled =
  | {
      readonly ok: true;
      readonly identity: VaultIdentity;
      /** The organisation's recovery key (`age1…`) as the hub names it, or null where it names none. */
      readonly recoveryRecipient: string | null;
      /** The keyring says so too. What only the hub says is sealed to by nobody. */
      readonly recoverySigned: boolean;
      /** Where the hub asked the person to sign in: that sign-in, which goes on. */
      readonly signIn?: SignedIn | undefined;
    }
  /** `enrolment_refused`, `unavailable`, `hub_not_trusted`, `clock_skew`, `invalid_address`, or why the sign-in came to nothing. */
  | { readonly ok: false; readonly code: string };

export interface Enrolment {
  /** What the person was given: the address of the hub and a code that works once. */
  readonly hub: string;
  readonly code: string;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly random: Random;
  readonly trust?: HubTrust;
  readonly transport?: HubTransport;
  /** Absent: nobody can be asked to sign in. */
  readonly signIn?: ProveBySignIn | undefined;
}

/**
 * Makes this vault's device: an id, a signing and a sealing key pair, presented to the hub with the one-time code and
 * signed by the new key. The hub's own key and the keyring's come back and are pinned. Nothing is kept here; the caller stores the
 * identity before it does anything else, since the code does not work twice.
 */
export async function enrol({ hub, code, clock, random, trust, transport, signIn }: Enrolment): Promise<Enrolled> {
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
    const ask = async (wanted: z.infer<typeof EnrolRequest>) => {
      const call = { method: 'POST', target: '/v1/enrolments', body: JSON.stringify(wanted) } as const;
      const send = () => signedCall(line, signer, { offset: 0 }, clock, call);
      const first = await send();
      // Should the answer have been lost, the same device with the same keys may ask again with the same code.
      const bytes = first.ok || first.failure.kind === 'problem' ? first : await send();
      return bytes.ok ? parseAnswer(EnrolAnswer, bytes.value) : bytes;
    };
    let answer = await ask(request.data);
    const needed = answer.ok ? undefined : problemOf(answer.failure)?.signIn;
    if (needed !== undefined && signIn !== undefined) {
      const proved = await signIn(needed, device);
      if (!proved.ok) return proved;
      answer = await ask({ ...request.data, signIn: proved.proof });
    }
    if (!answer.ok) return { ok: false, code: failureOf(answer.failure) };
    const { hubId, hubKey, keyringKey = null, user, name } = answer.value;
    const told = toldRecovery(answer.value);
    if (told.kind === 'false') return { ok: false, code: 'recovery_key_refused' };
    const identity = { device, user, name, hub: origin, hubId, hubKey, keyringKey, signing, sealing };
    return {
      ok: true,
      identity,
      recoveryRecipient: told.recipient,
      recoverySigned: told.kind === 'signed',
      signIn: answer.value.signIn,
    };
  } finally {
    await line.close();
  }
}

const problemOf = (failure: Failure): Problem | null => (failure.kind === 'problem' ? failure.problem : null);

function failureOf(failure: Failure): string {
  if (failure.kind === 'untrusted') return 'hub_not_trusted';
  if (failure.kind !== 'problem') return 'unavailable';
  const { code, signIn } = failure.problem;
  if (code === 'sign_in_refused') return codeOf(failure);
  if (signIn !== undefined) return 'sign_in_required';
  if (code === 'clock_skew' || code === 'enrolment_refused') return code;
  return code === 'rate_limited' || code === 'unavailable' ? 'unavailable' : 'enrolment_refused';
}
