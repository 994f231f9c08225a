/** What an administrator may decide for a workstation, and the part of it that its page must know. */
import { z } from 'zod';
import { AgeRecipient } from '../domain/age-recipient.ts';

/** A hub's address and nothing behind it: `https://hub.example` or with a port. */
const HubOrigin = z
  .url({ protocol: /^https$/ })
  .max(300)
  .regex(/^https:\/\/[^/?#@]+$/)
  .refine((address) => URL.canParse(address) && new URL(address).origin === address, {
    error: 'is not an origin such as https://hub.example',
  });

/** A certificate, PEM, or a chain of them. */
const Certificates = z
  .string()
  .max(20_000)
  .regex(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$/);
/** The issuer of OpenID Connect Discovery: HTTPS, with or without a path, neither query nor fragment. */
const Issuer = z
  .url({ protocol: /^https$/ })
  .max(500)
  .regex(/^https:\/\/[^?#@]+$/);
/** SHA-256 of public keys (SubjectPublicKeyInfo), base64, as RFC 7469 section 2.4 has them: the current one and the next. */
const PublicKeyPins = z
  .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/))
  .min(1)
  .max(2);

/**
 * The policy file. Every field may be left out; a field that is not listed here makes the whole file invalid, since a
 * misspelt one would silently leave its default in force.
 */
export const Policy = z.strictObject({
  /** Minutes without a key press or a movement of the mouse, until the workstation locks. */
  idleLockMinutes: z.int().min(1).max(60).default(10),
  /** Seconds under the cover, until the workstation locks. */
  coverLockSeconds: z.int().min(5).max(600).default(60),
  /** Do without the operating system's keystore where there is none: the passphrase alone opens the vault. */
  passphraseOnly: z.boolean().default(false),
  /** After ten wrong passphrases in a row the key slot is destroyed; only the recovery key opens the vault then. */
  destroySlotAfterTenTries: z.boolean().default(false),
  /** Backups of the vault, and encrypted copies of a case, for which a role is needed besides and which are journalled. */
  allowExport: z.boolean().default(true),
  /** A role is needed besides, and every print is journalled. A print into an encrypted PDF needs `allowExport` too. */
  allowPrint: z.boolean().default(true),
  /** Sync by hand, in encrypted files on removable media, and set-up without a network. */
  allowBundles: z.boolean().default(true),
  /** Fixes the hub's address; null leaves it to the set-up. A vault that belongs to another hub is not opened. */
  hubAddress: HubOrigin.nullable().default(null),
  /** The only authority whose certificates the hub may show; null believes those that the system does. */
  hubAuthority: Certificates.nullable().default(null),
  /** The only public keys that the hub may show, the current and the next; null takes any with a good certificate. */
  hubKeys: PublicKeyPins.nullable().default(null),
  /**
   * Fixes the organisation's recovery key (`age1…`), so that it is not taken from the hub alone: a hub that names another
   * is refused, and every vault is sealed to this one. Null takes what the hub names.
   */
  recoveryRecipient: AgeRecipient.nullable().default(null),
  /**
   * The only issuer at which people sign in, letter by letter as the hub has it: a hub that names another is not believed,
   * and no browser is opened. Null goes where the hub says.
   */
  signInIssuer: Issuer.nullable().default(null),
  /** Whether the lock screen may name the people who have a vault on this workstation. */
  showLastUser: z.boolean().default(false),
  /** Seconds that a copy stays on the clipboard. */
  clipboardClearSeconds: z.int().min(5).max(60).default(30),
});
export type Policy = z.infer<typeof Policy>;

/** What holds where there is no policy file. */
export const defaultPolicy: Policy = Policy.parse({});

/** What the vault is told of it, and holds to. */
export const VaultPolicy = z.strictObject({
  hubAddress: z.string().nullable(),
  hubAuthority: Certificates.nullable().optional(),
  hubKeys: PublicKeyPins.nullable().optional(),
  recoveryRecipient: AgeRecipient.nullable(),
  signInIssuer: z.string().max(500).nullable().optional(),
  destroySlotAfterTenTries: z.boolean(),
  allowExport: z.boolean(),
  allowPrint: z.boolean(),
  /** Absent where a test says nothing of it: allowed. */
  allowBundles: z.boolean().optional(),
  showLastUser: z.boolean(),
});
export type VaultPolicy = z.infer<typeof VaultPolicy>;

/** What the page is told: the whole policy, for its settings show it. Main and the vault hold to it whatever the page does. */
export const PagePolicy = z.strictObject({
  ...Policy.shape,
  /** Where the administrator's file lies, or would. */
  file: z.string(),
  /** The fields that the file sets; all others are defaults. */
  fromFile: z.array(z.string()),
  /** The system cannot keep a window out of screenshots: the page shows whose screen it is instead. */
  watermark: z.boolean(),
});
export type PagePolicy = z.infer<typeof PagePolicy>;
