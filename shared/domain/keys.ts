import { z } from 'zod';
import { base64, Id } from './primitives.ts';

/** A secret sealed to one X25519 public key by HPKE (RFC 9180): `enc` 32 bytes, `ct` secret plus 16 bytes, both base64. */
export const Sealed = z.strictObject({ enc: base64(64), ct: base64(256) });
export type Sealed = z.infer<typeof Sealed>;

/**
 * How a received case's key reaches its desk. The batch key of one import is sealed once to the desk's public key
 * (`desk` names that key) and wraps the case key by AES-256-GCM (`wrapped` = nonce 12 ‖ ciphertext 32 ‖ tag 16).
 * Repeated on every report of the batch so that a case's history opens by itself wherever it is moved to.
 */
export const BatchCaseKey = z.strictObject({ batch: Id, desk: Id, sealed: Sealed, wrapped: base64(128) });
export type BatchCaseKey = z.infer<typeof BatchCaseKey>;

/** A case's keys for one workstation, newest first: a case has another key from each departure of a reader on. */
export const KeysForDevice = z.strictObject({ device: Id, sealed: z.array(Sealed).min(1).max(20) });

/**
 * How the key of a named-readers case reaches its readers: sealed to each of their workstations that the keyring has
 * granted a key before, and to the organisation's recovery key (an age file, base64) where there is one.
 */
export const ReadersKey = z.strictObject({
  devices: z.array(KeysForDevice).min(1).max(500),
  recovery: base64(2000).optional(),
});
export type ReadersKey = z.infer<typeof ReadersKey>;

/** A case's keys, newest first, sealed to a desk's public key (`desk` names that key): how they go with a case that moves. */
export const DeskCaseKey = z.strictObject({ desk: Id, sealed: z.array(Sealed).min(1).max(20) });
export type DeskCaseKey = z.infer<typeof DeskCaseKey>;

/**
 * How a referral's key reaches its recipients: a key pair of its own, whose private key is sealed to each device,
 * and the case key sealed to the public key.
 */
export const ReferralCaseKey = z.strictObject({
  publicKey: base64(64),
  devices: z
    .array(z.strictObject({ device: Id, sealed: Sealed }))
    .min(1)
    .max(200),
  caseKey: Sealed,
});
export type ReferralCaseKey = z.infer<typeof ReferralCaseKey>;
