import { z } from 'zod';

/** Bech32's alphabet (BIP 173). */
export const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** BIP 173's checksum over five-bit words; 1 for a string that was written down right. */
export function polymod(words: readonly number[]): number {
  let sum = 1;
  for (const word of words) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    for (const [bit, generator] of generators.entries()) if ((top >>> bit) & 1) sum ^= generator;
  }
  return sum;
}

/** Whether the bech32 checksum of `age1…` is right: a recipient with one wrong letter would seal to nobody. */
function checksumFits(recipient: string): boolean {
  const prefix = [...'age'].map((letter) => letter.charCodeAt(0));
  const expanded = [...prefix.map((code) => code >>> 5), 0, ...prefix.map((code) => code & 31)];
  return polymod([...expanded, ...[...recipient.slice(4)].map((letter) => letters.indexOf(letter))]) === 1;
}

/** An X25519 public key as age writes it (age-encryption.org/v1): `age1` and 58 characters of bech32, lower case. */
export const AgeRecipient = z
  .string()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/)
  .refine(checksumFits, { error: 'is mistyped: its checksum does not fit' });
