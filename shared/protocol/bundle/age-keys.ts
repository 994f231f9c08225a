import { createHash } from 'node:crypto';
import { letters, polymod } from '../../domain/age-recipient.ts';

/** Bytes as five-bit words, the last one filled with zeros. */
function fiveBits(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) words.push((held >>> (bits - 5)) & 31);
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? words : [...words, (held << (5 - bits)) & 31];
}

/** BIP 173 bech32, as age writes its keys. `prefix` in lower case. */
function bech32(prefix: string, bytes: Uint8Array): string {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  const head = [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
  const data = fiveBits(bytes);
  const sum = polymod([...head, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const checksum = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...data, ...checksum].map((word) => letters[word]).join('')}`;
}

/** A raw X25519 public key (base64) as an age recipient, `age1…`. */
export const ageRecipient = (publicKey: string): string => bech32('age', Buffer.from(publicKey, 'base64'));

/** A raw X25519 private key (base64) as an age identity, `AGE-SECRET-KEY-1…`. */
export const ageIdentity = (privateKey: string): string =>
  bech32('age-secret-key-', Buffer.from(privateKey, 'base64')).toUpperCase();

const P = 2n ** 255n - 19n;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [b, e] = [base, exponent]; e > 0n; b = (b * b) % P, e >>= 1n) if (e & 1n) result = (result * b) % P;
  return result;
}

const little = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);

/**
 * The X25519 key that belongs to an Ed25519 public key (both raw, base64), by the birational map of RFC 7748 section
 * 4.1: u = (1 + y) / (1 - y). So a device that has pinned its hub's signing key can also seal to the hub.
 */
export function sealingKeyOf(signingKey: string): string {
  const bytes = Buffer.from(signingKey, 'base64');
  bytes[31]! &= 0x7f;
  const y = little(bytes) % P;
  const u = ((1n + y) * power((P + 1n - y) % P, P - 2n)) % P;
  return Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse().toString('base64');
}

/** The X25519 private key that belongs to an Ed25519 private key (the 32-byte seed, base64): RFC 8032 section 5.1.5. */
export const sealingSecretOf = (signingSeed: string): string =>
  createHash('sha512').update(Buffer.from(signingSeed, 'base64')).digest().subarray(0, 32).toString('base64');
