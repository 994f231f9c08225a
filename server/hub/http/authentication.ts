import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KeyObject } from 'node:crypto';
import { Id } from '../../../shared/domain/primitives.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import { SIGNATURE_WINDOW, verifyRequest } from '../../../shared/protocol/signed-request.ts';
import { refuse, type Refused } from '../feed/problem.ts';
import { notSignedIn } from '../feed/sign-in.ts';
import { instant, type Hub } from '../parts.ts';
import { notServing } from '../feed/standing.ts';
import { findDeviceAndStanding, type DeviceRow } from '../store/devices.ts';
import { pruneNonces, useNonce } from '../store/nonces.ts';
import { rateLimit } from './rate.ts';
import { sendProblem } from './reply.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came in, over which the digest was made. */
    rawBody: Buffer;
    /** The device that signed this request; only behind `authenticate`. */
    device: DeviceRow;
    /** The token of its person's sign-in, as the header has it, or null. */
    authorization: string | null;
  }
}

/** A signature is good for this long at the most, so its nonce need not be kept longer. */
const NONCE_LIFETIME_MS = 2 * SIGNATURE_WINDOW * 1000 + 60_000;
const PRUNE_EVERY_MS = 60_000;

export type Checked =
  | {
      readonly ok: true;
      readonly device: string;
      readonly hubId: string;
      /** The token of a person's sign-in, as it was signed. */
      readonly authorization: string | null;
    }
  | Refused;

/** Checks a request's signature against the key of its device, its clock, and that its nonce is new. */
export function requestChecker(hub: Hub) {
  let prunedAt = 0;
  return async (
    request: FastifyRequest,
    keyOf: (device: string) => Promise<KeyObject | null> | KeyObject | null,
  ): Promise<Checked> => {
    const now = hub.clock();
    let known = true;
    const verified = await verifyRequest(
      {
        method: request.method,
        target: request.originalUrl,
        headers: request.headers,
        body: request.rawBody ?? Buffer.alloc(0),
        now,
      },
      async (device) => {
        const key = Id.safeParse(device).success ? await keyOf(device) : null;
        known = key !== null;
        return key;
      },
    );
    if (!verified.ok) {
      if (verified.code === 'clock_skew') return refuse('clock_skew', { serverTime: instant(now) });
      return refuse(known ? verified.code : 'auth_required');
    }
    if (verified.nonce.length > 100) return refuse('signature_invalid');
    if (!(await useNonce(hub.db, verified.device, verified.nonce, now + NONCE_LIFETIME_MS)))
      return refuse('signature_invalid', { detail: 'this request was sent before' });
    if (now - prunedAt > PRUNE_EVERY_MS) {
      prunedAt = now;
      await pruneNonces(hub.db, now);
    }
    const { device, hubId, authorization } = verified;
    return { ok: true, device, hubId, authorization };
  };
}

/**
 * A hook that lets only active devices of this hub pass and hands the device on. Runs before the body is parsed by its
 * schema.
 * @param devices `withdrawn_too`: of a call that takes nothing in of a withdrawn device, and tells it nothing
 * @param people `signing_in`: of a call by which a person signs in; otherwise they have, where their organisation asks it
 */
export function authenticate(
  hub: Hub,
  people: 'signed_in' | 'signing_in' = 'signed_in',
  devices: 'active' | 'withdrawn_too' = 'active',
) {
  const check = requestChecker(hub);
  const allowed = rateLimit(hub.clock, 500, 200);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    let device: Awaited<ReturnType<typeof findDeviceAndStanding>>;
    const checked = await check(request, async (id) => {
      device = await findDeviceAndStanding(hub.db, id);
      return device === undefined ? null : publicKeyObject('ed25519', device.signing_key);
    });
    if (!checked.ok) return sendProblem(reply, checked.problem);
    if (checked.hubId !== hub.identity.hubId)
      return sendProblem(reply, refuse('auth_required', { detail: 'the request is for another hub' }).problem);
    const waits = notServing(hub, { epoch: device!.epoch, reviewSince: device!.review_since });
    if (waits !== null) return sendProblem(reply, waits.problem);
    const withdrawn = device!.state === 'withdrawn';
    if (withdrawn && devices === 'active') return sendProblem(reply, refuse('device_revoked').problem);
    if (device!.state === 'quarantined') return sendProblem(reply, refuse('device_forked').problem);
    if (!allowed(checked.device)) return sendProblem(reply, refuse('rate_limited').problem);
    // The person of a device that was withdrawn cannot sign in on it any more.
    if (people === 'signed_in' && !withdrawn) {
      const asked = await notSignedIn(hub, device!, device!.sign_in, checked.authorization);
      if (asked !== null) return sendProblem(reply, asked.problem);
    }
    request.device = device!;
    request.authorization = checked.authorization;
    return undefined;
  };
}
