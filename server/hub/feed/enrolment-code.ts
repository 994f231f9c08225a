import type { Random } from '../../../shared/protocol/envelope.ts';

/** Crockford's base32: without I, L, O and U, so that a code survives being read out over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 16 characters of 5 bits are 80 bits. */
const LENGTH = 16;
export const CODE_LIFETIME_MS = 72 * 3600 * 1000;

/** A fresh one-time code, `4F7K-9QXM-20AB-C3DE`. */
export const makeCode = (random: Random) =>
  [...random(LENGTH)]
    .map((byte) => ALPHABET[byte % 32])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

/** What is stored of a code. */
export { hashCode } from '../../../shared/protocol/bundle/enrolment-proof.ts';
