/** What the main process says to the vault process, and what it hears back. */
import { z } from 'zod';
import { Id } from '../domain/primitives.ts';
import { VaultPolicy } from './policy.ts';

/** Why there is no device secret; the screen turns it into words. */
export const DeviceSecretRefusal = z.enum([
  'keystore_unavailable',
  'keystore_plain_text',
  /** It would ask for its password first. */
  'keystore_locked',
  'keystore_silent',
  'keystore_changed',
  'secret_damaged',
  /** The keystore is there, the file that it wrapped is not. */
  'secret_missing',
  'secret_unwritten',
]);
export type DeviceSecretRefusal = z.infer<typeof DeviceSecretRefusal>;

export const DeviceSecret = z.discriminatedUnion('mode', [
  /** 32 random bytes that the operating system's keystore gave back. */
  z.strictObject({ mode: z.literal('keystore'), backend: z.string(), secret: z.instanceof(Uint8Array) }),
  z.strictObject({ mode: z.literal('passphrase-only') }),
  z.strictObject({ mode: z.literal('refused'), reason: DeviceSecretRefusal }),
]);
export type DeviceSecret = z.infer<typeof DeviceSecret>;

/** How a demonstration workstation introduces itself to its hub; no other build reads it. */
export const DemonstrationSetUp = z.strictObject({
  hub: z.url({ protocol: /^https?$/ }),
  code: z.string().min(1).max(2000),
  displayName: z.string().min(1).max(120),
  passphraseHint: z.string().max(200),
});
export type DemonstrationSetUp = z.infer<typeof DemonstrationSetUp>;

export const VaultStart = z.strictObject({
  kind: z.literal('start'),
  /** The folder of this person's vault, mode 0700. */
  profile: z.string().min(1),
  deviceSecret: DeviceSecret,
  hub: z.string().nullable(),
  /** The administrator's word; absent where a test starts a vault by itself. */
  policy: VaultPolicy.optional(),
  demonstration: z.boolean(),
  demonstrationSetUp: DemonstrationSetUp.nullable(),
  /** The files of the worker threads. */
  threads: z.strictObject({ writer: z.string(), reader: z.string(), crypto: z.string(), attachments: z.string() }),
});
export type VaultStart = z.infer<typeof VaultStart>;

/**
 * A `port` message carries one MessagePort, a window's. A `print` message carries the print window's, over which the
 * contents of one grant go once, and nothing else.
 */
export const VaultOrder = z.discriminatedUnion('kind', [
  VaultStart,
  z.strictObject({ kind: z.literal('port') }),
  z.strictObject({ kind: z.literal('print'), grant: Id }),
  /** Write a sealed file where the person chose: of this print (PDF bytes), or, with null, of the case. */
  z.strictObject({
    kind: z.literal('save'),
    grant: Id,
    file: z.string().min(1).max(4096),
    pdf: z.instanceof(Uint8Array).nullable(),
  }),
  /** The person chose this file for writing in main's dialog; the vault writes nowhere else for a page. */
  z.strictObject({ kind: z.literal('chosen'), file: z.string().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('flush') }),
  /** Whether the browser was opened as the vault asked. */
  z.strictObject({ kind: z.literal('browsed'), opened: z.boolean() }),
]);
export type VaultOrder = z.infer<typeof VaultOrder>;

export const VaultReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started') }),
  z.strictObject({ kind: z.literal('flushed') }),
  z.strictObject({ kind: z.literal('noted') }),
  /** A person signs in: the browser is to show this address of the provider that the hub named. */
  z.strictObject({ kind: z.literal('browse'), address: z.string().max(4000), issuer: z.string().max(500) }),
  /** `code` says why nothing was saved; null: it was. */
  z.strictObject({ kind: z.literal('saved'), grant: Id, code: z.string().max(60).nullable() }),
]);
export type VaultReply = z.infer<typeof VaultReply>;
