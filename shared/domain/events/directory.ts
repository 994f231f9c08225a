import { z } from 'zod';
import { AgeRecipient } from '../age-recipient.ts';
import { Sealed } from '../keys.ts';
import { base64, Code, Id, Sha256, UnitCode, words } from '../primitives.ts';
import { define } from './definition.ts';

/** The directory is about the organisation itself, so its facets hold the names of units and users. */
export const Role = z.enum([
  'assessor',
  'supervisor',
  'investigator',
  'auditor',
  'information_officer',
  'appropriate_authority',
  'administrator',
  'gateway',
  'keyring',
]);
export type Role = z.infer<typeof Role>;

export const Membership = z.strictObject({ unit: UnitCode, role: Role });
export type Membership = z.infer<typeof Membership>;

export const UnitKind = z.enum(['desk', 'investigation', 'safeguarding', 'professional_standards', 'audit']);

export const unitAdded = define(
  'unit_added',
  1,
  'directory',
  z.strictObject({ unit: UnitCode, name: words(200), kind: UnitKind, force: Code.optional() }),
  null,
);

/** A person, with their roles by unit. A later one for the same user replaces it. */
export const userSet = define(
  'user_set',
  1,
  'directory',
  z.strictObject({
    user: Id,
    name: words(200),
    memberships: z.array(Membership).max(500),
    /** The collar number, by which reports may name the person. */
    collarNumber: words(40).optional(),
  }),
  null,
);

/**
 * Who is rung for a unit when somebody is in danger, first to last, and at which number. A later one for the same unit
 * replaces it; an empty list means that nobody is on call, and the unit's supervisors are named instead.
 */
export const onCallSet = define(
  'on_call_set',
  1,
  'directory',
  z.strictObject({
    unit: UnitCode,
    officers: z.array(z.strictObject({ user: Id, telephone: words(40) })).max(10),
  }),
  null,
);

/** A device is one vault: one person on one workstation. Keys are raw 32-byte Ed25519 and X25519 public keys. */
export const deviceEnrolled = define(
  'device_enrolled',
  1,
  'directory',
  z.strictObject({ device: Id, user: Id, signingKey: base64(64), sealingKey: base64(64) }),
  null,
);

export const deviceWithdrawn = define('device_withdrawn', 1, 'directory', z.strictObject({ device: Id }), null);

/**
 * A unit's X25519 public key, to which reports are sealed. Made and signed by the keyring, so no hub can slip in its own.
 * Published again, with another key, when a reader has left: the newest counts, by the time in its id (UUIDv7).
 */
export const unitKeyPublished = define(
  'unit_key_published',
  1,
  'directory',
  z.strictObject({ unit: UnitCode, key: Id, publicKey: base64(64) }),
  null,
);

/**
 * The keyring's word that this device is this person's: an officer compared its fingerprint with the person in front of
 * it. Names the keys, so that no others can be put in their place, and the roles for which it was given. A later one for
 * the same device replaces it.
 */
export const deviceVouched = define(
  'device_vouched',
  1,
  'directory',
  z.strictObject({
    device: Id,
    user: Id,
    signingKey: base64(64),
    sealingKey: base64(64),
    memberships: z.array(Membership).max(500),
  }),
  null,
);

/** A unit's private key, sealed to one device after an officer has compared the device's fingerprint. */
export const keyGranted = define(
  'key_granted',
  1,
  'directory',
  z.strictObject({ unit: UnitCode, key: Id, device: Id, sealed: Sealed }),
  null,
);

/**
 * What a person has entered in the register of interests, sealed to the gateways alone: people and stations that they
 * may not deal with. Every entry has one length, so that colleagues cannot tell whether there is anything in it.
 * `content` = nonce 12 ‖ ciphertext ‖ tag 16 under a key that is sealed to each gateway. A later one replaces it.
 */
export const interestsDeclared = define(
  'interests_declared',
  1,
  'directory',
  z.strictObject({
    user: Id,
    keys: z
      .array(z.strictObject({ device: Id, sealed: Sealed }))
      .min(1)
      .max(50),
    content: base64(20_000),
  }),
  null,
);

/** Where a directory stood: how many events it had, and the Merkle root over them (RFC 6962, hex). */
export const DirectoryHead = z.strictObject({ size: z.int().min(0), root: Sha256 });

/**
 * Two or more officers opened the keyring. What they then did names this event in `after`, under the same signature: the
 * record says who was there, and the hub cannot show the one without the other. `directory` is what they were shown: whoever
 * is shown something else finds it out.
 */
export const officersPresent = define(
  'officers_present',
  1,
  'directory',
  z.strictObject({
    officers: z
      .array(z.strictObject({ officer: Id, name: words(200) }))
      .min(2)
      .max(10),
    directory: DirectoryHead,
  }),
  null,
);

/** The organisation's recovery key, by the keyring's word: a hub that names another is not believed. The newest counts. */
export const recoveryKeySet = define(
  'recovery_key_set',
  1,
  'directory',
  z.strictObject({ recipient: AgeRecipient }),
  null,
);

/** The keyring hands over to another one, whose device and signing key these are: its own word counts from then on. */
export const keyringSucceeded = define(
  'keyring_succeeded',
  1,
  'directory',
  z.strictObject({ device: Id, signingKey: base64(64) }),
  null,
);
