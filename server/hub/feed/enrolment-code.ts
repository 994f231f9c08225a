import { createHash } from 'node:crypto';
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

/** What is stored of a code. Spaces, hyphens and case do not count; O is read as 0, I and L as 1. */
export const hashCode = (typed: string) =>
  createHash('sha256')
    .update(typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))
    .digest('hex');
