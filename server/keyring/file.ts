import { randomBytes } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { z } from 'zod';
import { jcs } from '../../shared/protocol/canonical.ts';
import { open, seal } from '../../shared/protocol/envelope.ts';
import { readBytes, writePrivate } from '../files.ts';
import { KeyringContents, type Officer } from './contents.ts';
import { cutKey, joinKey, openSeat, Seats, type Present, type Seat } from './seats.ts';

/** log2 of scrypt's N: 18 takes about a second and is age's own default. Lower only for a demonstration. */
export const WORK_FACTOR = 18;
export const DEMONSTRATION_WORK_FACTOR = 12;

const KeyringFile = z.strictObject({
  format: z.literal('candour-keyring'),
  version: z.literal(2),
  officers: Seats,
  /** The contents by AES-256-GCM under the keyring's key; who the officers are is authenticated with them. */
  sealed: z.base64(),
});

/** The key that opens a keyring, and those between whom it is cut. */
export interface KeyringLock {
  readonly seats: readonly Seat[];
  readonly key: Uint8Array;
}

/** Nobody may be put in an officer's place, or added, by writing into the file. */
const officersOf = (seats: readonly Seat[]) =>
  jcs({
    officers: seats.map(({ officer, name, recipient }) => ({ officer, name, recipient })),
    use: 'candour-keyring-v2',
  });

/** A new key for a keyring, cut for these officers. Whoever held a half of an earlier key holds none of this. */
export async function newLock(seats: readonly Seat[]): Promise<KeyringLock> {
  const key = randomBytes(32);
  return { seats: await cutKey(seats, key), key };
}

/** Writes the keyring as it is, for its owner only: whole or not at all. */
export function writeKeyring(file: string, contents: KeyringContents, { seats, key }: KeyringLock): void {
  const text = Buffer.from(JSON.stringify(contents), 'utf8');
  const sealed = seal(key, text, officersOf(seats)).toString('base64');
  writePrivate(
    file,
    `${JSON.stringify({ format: 'candour-keyring', version: 2, officers: seats, sealed }, null, 1)}\n`,
  );
}

type Refused<Code extends string> = { readonly ok: false; readonly code: Code; readonly reason: string };
const refused = <Code extends string>(code: Code, reason: string): Refused<Code> => ({ ok: false, code, reason });

export type KeyringRead =
  | { readonly ok: true; readonly seats: readonly Seat[]; readonly sealed: string }
  | Refused<'missing' | 'unreadable' | 'one_passphrase'>;

/** The officers of a keyring and what they can open. */
export function readKeyringFile(file: string): KeyringRead {
  const bytes = readBytes(file);
  if (!bytes.ok) return bytes;
  if (bytes.value.subarray(0, 18).toString('latin1') === 'age-encryption.org')
    return refused('one_passphrase', `${file} is from an earlier version, which one passphrase opened`);
  try {
    const { officers, sealed } = KeyringFile.parse(JSON.parse(bytes.value.toString('utf8')));
    return { ok: true, seats: officers, sealed };
  } catch {
    return refused('unreadable', `${file} is no keyring of this version, or is damaged`);
  }
}

/** `Ada Finch, Bo Marsh`. */
export const namesOf = (officers: readonly Pick<Officer, 'name'>[]) => officers.map(({ name }) => name).join(', ');

export type SeatTaken = { readonly ok: true; readonly present: Present } | Refused<'wrong_passphrase' | 'same_officer'>;

/** Finds the officer whose passphrase this is; `before` is who has sat down already. */
export async function takeSeat(
  seats: readonly Seat[],
  passphrase: string,
  before: Present | null = null,
): Promise<SeatTaken> {
  if (before !== null && (await openSeat(before.seat, passphrase)) !== null)
    return refused('same_officer', `that is ${before.seat.name} again: a second officer has to be present`);
  for (const seat of seats) {
    if (seat.officer === before?.seat.officer) continue;
    const identity = await openSeat(seat, passphrase);
    if (identity !== null) return { ok: true, present: { seat, identity } };
  }
  const which = before === null ? 'the first passphrase' : 'the second passphrase';
  const whose = namesOf(seats.filter(({ officer }) => officer !== before?.seat.officer));
  return refused('wrong_passphrase', `${which} opens no officer's part of the keyring (${whose})`);
}

export type KeyringOpened =
  | {
      readonly ok: true;
      readonly contents: KeyringContents;
      readonly lock: KeyringLock;
      readonly present: readonly Officer[];
    }
  | Refused<'unreadable'>;

/** Opens the keyring with two officers who have taken their seats. */
export async function openContents(
  read: Extract<KeyringRead, { ok: true }>,
  first: Present,
  second: Present,
): Promise<KeyringOpened> {
  const key = await joinKey(first, second);
  const text = key === null ? null : open(key, Buffer.from(read.sealed, 'base64'), officersOf(read.seats));
  const damaged = () =>
    refused('unreadable', 'the two parts do not open the keyring together: it was damaged or changed');
  if (key === null || text === null) return damaged();
  try {
    const contents = KeyringContents.parse(JSON.parse(text.toString('utf8')));
    const present = [first, second].map(({ seat: { officer, name } }) => ({ officer, name }));
    return { ok: true, contents, lock: { seats: read.seats, key }, present };
  } catch {
    return damaged();
  }
}

/** The contents of a keyring of an earlier version, an age file that one passphrase opens; null for another passphrase. */
export async function readOnePassphrase(file: string, passphrase: string): Promise<KeyringContents | null> {
  const bytes = readBytes(file);
  if (!bytes.ok) return null;
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return KeyringContents.parse(JSON.parse(await decrypter.decrypt(bytes.value, 'text')));
  } catch {
    return null;
  }
}
