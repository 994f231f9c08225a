import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { EnrolAnswer } from '../calls.ts';
import { jcs } from '../canonical.ts';
import type { EnrolmentRequest } from './format.ts';

/** What is kept of a one-time code. Spaces, hyphens and case do not count; O is read as 0, I and L as 1. */
export const hashCode = (typed: string) =>
  createHash('sha256')
    .update(typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))
    .digest('hex');

/**
 * Enrolment without a line. The one-time code never lies on the medium: both ends know its hash, and each proves it by
 * an HMAC over what it says. So keys that somebody swapped on the way are found out in both directions, the hub's and
 * the keyring's among them, as TLS does it on the wire. A code has 80 random bits: nothing can be guessed from a proof.
 */
const mac = (codeHash: string, purpose: string, value: unknown) =>
  createHmac('sha256', Buffer.from(codeHash, 'hex')).update(`${purpose}\0`).update(jcs(value)).digest('hex');

export const proveRequest = (codeHash: string, request: EnrolmentRequest): string =>
  mac(codeHash, 'candour-enrolment-request-v1', request);

export const proveAnswer = (codeHash: string, answer: z.infer<typeof EnrolAnswer>, device: string): string =>
  mac(codeHash, 'candour-enrolment-answer-v1', { answer, device });

/** Compares two proofs in one time. */
export const proves = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
