import type { z } from 'zod';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { known } from '../../../shared/domain/events/index.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import type { EnrolAnswer, EnrolRequest } from '../../../shared/protocol/calls.ts';
import { instant, type Hub } from '../parts.ts';
import { findDevice, insertDevice, keyringDevice } from '../store/devices.ts';
import { insertCode, lockCode, markCodeUsed } from '../store/enrolment-codes.ts';
import { inTransaction } from '../store/transaction.ts';
import { eventsOfType } from '../store/events.ts';
import type { Db } from '../store/tables.ts';
import { findUser } from '../store/users.ts';
import { appendToLogs } from './append.ts';
import { CODE_LIFETIME_MS, hashCode, makeCode } from './enrolment-code.ts';
import { directoryEvent } from './hub-event.ts';
import { refuse, type Refused } from './problem.ts';
import { readEnrolmentProof } from './sign-in.ts';

/** The keyring's last word about the organisation's recovery key, or null. */
async function recoveryProof(db: Db, keyring: string) {
  for (const { header: text, signature } of await eventsOfType(db, DIRECTORY, 'recovery_key_set')) {
    const header = EventHeader.parse(JSON.parse(text));
    const event = known(header);
    if (event?.type === 'recovery_key_set' && header.device === keyring && signature !== null)
      return { header, signature, recipient: event.facets.recipient };
  }
  return null;
}

/** A one-time code for a person's next device. Only its hash is kept. Null when there is no such user. */
export async function issueCode(hub: Hub, user: string): Promise<{ code: string; expiresAt: string } | null> {
  const code = makeCode(hub.random);
  const expires = hub.clock() + CODE_LIFETIME_MS;
  return inTransaction(hub.db, async (tx) => {
    if ((await findUser(tx, user)) === undefined) return null;
    await insertCode(tx, { code_hash: hashCode(code), user_id: user, expires_at: expires });
    return { code, expiresAt: instant(expires) };
  });
}

/**
 * Enters a device into the directory. The caller has checked that the request is signed with `request.signingKey`. The
 * same device may ask again with the same code, should the first answer have been lost.
 */
export const enrol = (hub: Hub, { code, ...request }: z.infer<typeof EnrolRequest>): Promise<Enrolled> =>
  enrolByHash(hub, hashCode(code), request);

export type Enrolled = { readonly ok: true; readonly answer: EnrolAnswer } | Refused;

/** As `enrol`, for a request that came without a line and proved its code by the hash of it. */
export async function enrolByHash(
  hub: Hub,
  hash: string,
  request: Omit<z.infer<typeof EnrolRequest>, 'code'>,
): Promise<Enrolled> {
  const { hubId, hubEpoch, hubKey } = hub.identity;
  // The provider is asked before anything is locked.
  const proof = await readEnrolmentProof(hub, request.device, request.signIn);
  if (!proof.ok) return proof;
  return inTransaction(hub.db, async (tx) => {
    const code = await lockCode(tx, hash);
    if (code === undefined || code.expires_at < hub.clock()) return refuse('enrolment_refused');
    // Only now: whoever has no code is not sent to sign in.
    const flaw = await proof.flaw(tx, code.user_id);
    if (flaw !== null) return flaw;
    const user = await findUser(tx, code.user_id);
    const before = await findDevice(tx, request.device);
    // The keyring's word goes before what whoever started the hub has written down.
    const keyring = await keyringDevice(tx);
    const word = keyring === null ? null : await recoveryProof(tx, keyring.device);
    const recipient = word?.recipient ?? hub.recoveryRecipient();
    const answer: EnrolAnswer = {
      hubId,
      hubEpoch,
      hubKey: hubKey.publicKey,
      user: code.user_id,
      name: user?.name ?? '',
      ...(keyring !== null && { keyringKey: keyring.signingKey }),
      ...(recipient !== null && { recoveryRecipient: recipient }),
      ...(word !== null && { recoveryProof: { header: word.header, signature: word.signature } }),
    };
    const signedIn = async (enrolled: EnrolAnswer): Promise<EnrolAnswer> => {
      const signIn = await proof.begin(tx);
      return signIn === null ? enrolled : { ...enrolled, signIn };
    };
    if (code.device !== null || before !== undefined) {
      const again =
        code.device === request.device &&
        before?.signing_key === request.signingKey &&
        before?.sealing_key === request.sealingKey;
      return again ? { ok: true, answer: await signedIn(answer) } : refuse('enrolment_refused');
    }
    const { device, signingKey, sealingKey } = request;
    await markCodeUsed(tx, hash, device);
    await insertDevice(tx, {
      device,
      user_id: code.user_id,
      signing_key: signingKey,
      sealing_key: sealingKey,
      enrolled_at: instant(hub.clock()),
    });
    const facets = { device, user: code.user_id, signingKey, sealingKey };
    await appendToLogs(tx, hub, [directoryEvent(hub, 'device_enrolled', facets)]);
    return { ok: true, answer: await signedIn(answer) };
  });
}
