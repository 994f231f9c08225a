import type { z } from 'zod';
import type { EnrolAnswer, EnrolRequest } from '../../../shared/protocol/calls.ts';
import { instant, type Hub } from '../parts.ts';
import { findDevice, insertDevice, keyringKey } from '../store/devices.ts';
import { insertCode, lockCode, markCodeUsed } from '../store/enrolment-codes.ts';
import { inTransaction } from '../store/transaction.ts';
import { findUser } from '../store/users.ts';
import { appendToLogs } from './append.ts';
import { CODE_LIFETIME_MS, hashCode, makeCode } from './enrolment-code.ts';
import { directoryEvent } from './hub-event.ts';
import { refuse, type Refused } from './problem.ts';

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
  return inTransaction(hub.db, async (tx) => {
    const code = await lockCode(tx, hash);
    if (code === undefined || code.expires_at < hub.clock()) return refuse('enrolment_refused');
    const user = await findUser(tx, code.user_id);
    const before = await findDevice(tx, request.device);
    const recipient = hub.recoveryRecipient();
    const keyring = await keyringKey(tx);
    const answer: EnrolAnswer = {
      hubId,
      hubEpoch,
      hubKey: hubKey.publicKey,
      user: code.user_id,
      name: user?.name ?? '',
      ...(keyring !== null && { keyringKey: keyring }),
      ...(recipient !== null && { recoveryRecipient: recipient }),
    };
    if (code.device !== null || before !== undefined) {
      const again =
        code.device === request.device &&
        before?.signing_key === request.signingKey &&
        before?.sealing_key === request.sealingKey;
      return again ? { ok: true, answer } : refuse('enrolment_refused');
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
    return { ok: true, answer };
  });
}
