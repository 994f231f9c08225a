import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';

/** What a guess costs: memory in KiB, passes, lanes. */
export interface Argon2Cost {
  readonly m: number;
  readonly t: number;
  readonly p: number;
}

const MIB = 1024;

/** With a device secret in the keystore beside it, and where the passphrase stands alone. */
export const costs = {
  keystore: { m: 256 * MIB, t: 3, p: 4 },
  'passphrase-only': { m: 512 * MIB, t: 3, p: 4 },
} as const satisfies Record<string, Argon2Cost>;

/** As a slot keeps it; whether the cost is allowed is asked separately, so that the answer can say which it was. */
export const Argon2Parameters = z.strictObject({ m: z.int(), t: z.int(), p: z.int(), salt: z.base64().length(24) });
export type Argon2Parameters = z.infer<typeof Argon2Parameters>;

/**
 * Floors, so that a changed file cannot make guessing cheap; ceilings, so that it cannot fill the memory. RFC 9106
 * section 4 recommends 64 MiB and three passes as the smaller of its two settings.
 */
export const costAllowed = ({ m, t, p }: Argon2Cost) =>
  m >= 64 * MIB && m <= 1024 * MIB && t >= 3 && t <= 10 && p >= 1 && p <= 16;

/** `Algorithm.Argon2id`: the library declares an ambient constant enumeration, which cannot be imported as a value. */
const ARGON2ID = 2;

/**
 * Argon2id, 32 bytes, on a thread of the library. The passphrase in NFKC, so that the same keys on another keyboard
 * give the same bytes. Throws on a cost that is not allowed: nothing hashes before it has asked.
 */
export async function argon2id(passphrase: string, parameters: Argon2Parameters): Promise<Buffer> {
  if (!costAllowed(parameters)) throw new RangeError('argon2 cost out of bounds');
  return hashRaw(passphrase.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: parameters.m,
    timeCost: parameters.t,
    parallelism: parameters.p,
    salt: Buffer.from(parameters.salt, 'base64'),
    outputLen: 32,
  });
}
