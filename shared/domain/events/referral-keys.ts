import { z } from 'zod';
import { base64, Id } from '../primitives.ts';
import { KeysForDevice, ReferralCaseKey } from '../keys.ts';
import { define } from './definition.ts';
import { referralIssued } from './referral.ts';

/**
 * `referral_issued` where the organisation has a recovery key: its key is sealed to that too (an age file, base64), so that
 * a referral outlives the workstations of its recipients.
 */
export const referralIssuedRecoverable = define(
  'referral_issued',
  2,
  'referral',
  z.strictObject({ ...referralIssued.facets.shape, recovery: base64(2000) }),
  referralIssued.payload,
);

/**
 * A workstation that held the referral's key may read it no longer: what comes after has a key pair of its own, sealed to
 * the recipients who stay, and to the organisation's recovery key (an age file, base64) where there is one.
 */
export const referralKeyRenewed = define(
  'referral_key_renewed',
  1,
  'referral',
  z.strictObject({ caseKey: ReferralCaseKey, recovery: base64(2000).optional() }),
  null,
);

/** A recipient was given the referral's keys on another workstation of theirs. */
export const referralKeyPassed = define(
  'referral_key_passed',
  1,
  'referral',
  z.strictObject({ user: Id, keys: z.array(KeysForDevice).min(1).max(20) }),
  null,
);
