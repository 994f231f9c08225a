import { randomBytes } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { v7 } from 'uuid';
import { z } from 'zod';
import { AgeRecipient } from '../../shared/domain/age-recipient.ts';
import { Id } from '../../shared/domain/primitives.ts';
import { Officer } from './contents.ts';

/**
 * Two of the officers open the keyring, and one alone opens nothing. For each pair of officers the keyring's key is cut in
 * two: one takes random bytes, the other the key XOR these bytes. Either half by itself is random, so that what one officer
 * holds says nothing of the key, not even to somebody who breaks their passphrase. Every officer has an age key of their
 * own, which their passphrase opens; their halves are sealed to it. So halves can be cut anew without their passphrase.
 */
const Seat = z.strictObject({
  ...Officer.shape,
  recipient: AgeRecipient,
  /** The officer's age identity, in an age file that their passphrase opens. */
  identity: z.base64().max(2000),
  /** For each other officer: an age file over this officer's half of the key that the two have together. */
  halves: z.array(z.strictObject({ with: Id, sealed: z.base64().max(1000) })).max(9),
});
export type Seat = z.infer<typeof Seat>;
export const Seats = z.array(Seat).min(2).max(10);

const KEY = 32;

const base64Of = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const xor = (a: Uint8Array, b: Uint8Array) => Buffer.from(a.map((byte, at) => byte ^ b[at]!));

async function underPassphrase(identity: string, passphrase: string, workFactor: number): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  return base64Of(await encrypter.encrypt(identity));
}

/** A seat for a new officer, who has no half of anything yet. `workFactor` is log2 of scrypt's N. */
export async function makeSeat(name: string, passphrase: string, workFactor: number): Promise<Seat> {
  const identity = await generateX25519Identity();
  return {
    officer: v7(),
    name,
    recipient: await identityToRecipient(identity),
    identity: await underPassphrase(identity, passphrase, workFactor),
    halves: [],
  };
}

/** The officer's identity, or null for another passphrase. About a second of work at age's own work factor. */
export async function openSeat({ identity }: Seat, passphrase: string): Promise<string | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(Buffer.from(identity, 'base64'), 'text');
  } catch {
    // age does not tell a wrong passphrase from a damaged file.
    return null;
  }
}

/** The same officer under another passphrase. */
export const reseat = async (seat: Seat, identity: string, passphrase: string, workFactor: number): Promise<Seat> => ({
  ...seat,
  identity: await underPassphrase(identity, passphrase, workFactor),
});

async function sealTo(recipient: string, half: Uint8Array): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return base64Of(await encrypter.encrypt(half));
}

/** Cuts a key anew for these officers, each pair for itself. Halves of before open nothing of it. */
export async function cutKey(seats: readonly Seat[], key: Uint8Array): Promise<Seat[]> {
  const halves = new Map<string, Seat['halves']>(seats.map(({ officer }) => [officer, []]));
  for (const [at, first] of seats.entries())
    for (const second of seats.slice(at + 1)) {
      const half = randomBytes(KEY);
      halves.get(first.officer)!.push({ with: second.officer, sealed: await sealTo(first.recipient, half) });
      const other = xor(key, half);
      halves.get(second.officer)!.push({ with: first.officer, sealed: await sealTo(second.recipient, other) });
    }
  return seats.map((seat) => ({ ...seat, halves: halves.get(seat.officer)! }));
}

/** An officer who has opened their seat. */
export interface Present {
  readonly seat: Seat;
  readonly identity: string;
}

async function halfWith({ seat, identity }: Present, other: string): Promise<Buffer | null> {
  const sealed = seat.halves.find((half) => half.with === other)?.sealed;
  if (sealed === undefined) return null;
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return Buffer.from(await decrypter.decrypt(Buffer.from(sealed, 'base64')));
  } catch {
    return null;
  }
}

/** The keyring's key out of the halves of two officers; null for the same one twice, or when a half does not open. */
export async function joinKey(first: Present, second: Present): Promise<Buffer | null> {
  const [a, b] = [await halfWith(first, second.seat.officer), await halfWith(second, first.seat.officer)];
  return a?.length === KEY && b?.length === KEY ? xor(a, b) : null;
}
