import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { Argon2Parameters, costAllowed } from './argon2-cost.ts';

/**
 * A key slot wraps the vault's data key under one way of opening it. Everything but `wrapped` is its header and is
 * authenticated: AES-256-GCM with the canonical header as additional data.
 */
export const PassphraseSlot = z.strictObject({
  kind: z.literal('passphrase'),
  version: z.literal(1),
  argon2: Argon2Parameters,
  /** Whether the device secret of the keystore is part of the key. */
  secret: z.enum(['keystore', 'passphrase-only']),
  nonce: z.base64().length(16),
  /** Data key 32 ‖ tag 16. */
  wrapped: z.base64().length(64),
});
export type PassphraseSlot = z.infer<typeof PassphraseSlot>;
export type SlotHeader = Omit<PassphraseSlot, 'wrapped'>;

const KeySlots = z.strictObject({
  format: z.literal('candour-key-slots'),
  version: z.literal(1),
  slots: z.array(PassphraseSlot).min(1).max(16),
});

/** Enough of a file to tell "made by a newer version" from "broken". */
const Versions = z.looseObject({
  format: z.literal('candour-key-slots'),
  version: z.int(),
  slots: z.array(z.looseObject({ kind: z.string(), version: z.int() })),
});
const isNewer = ({ version, slots }: z.infer<typeof Versions>) =>
  version > 1 || slots.some((slot) => slot.version > 1 || slot.kind !== 'passphrase');

export type SlotsFlaw = 'unreadable' | 'newer_version' | 'cost_out_of_bounds';
export type SlotsRead =
  { readonly ok: true; readonly slots: readonly PassphraseSlot[] } | { readonly ok: false; readonly flaw: SlotsFlaw };

/** Parses the key-slot file and checks every cost, before anything is hashed. */
export function readKeySlots(text: string): SlotsRead {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, flaw: 'unreadable' };
  }
  const parsed = KeySlots.safeParse(value);
  if (!parsed.success) {
    const versions = Versions.safeParse(value);
    return { ok: false, flaw: versions.success && isNewer(versions.data) ? 'newer_version' : 'unreadable' };
  }
  const { slots } = parsed.data;
  return slots.every((slot) => costAllowed(slot.argon2))
    ? { ok: true, slots }
    : { ok: false, flaw: 'cost_out_of_bounds' };
}

export const writeKeySlots = (slots: readonly PassphraseSlot[]): string =>
  `${JSON.stringify({ format: 'candour-key-slots', version: 1, slots })}\n`;

export function wrapDataKey(header: SlotHeader, keyEncryptionKey: Uint8Array, dataKey: Uint8Array): PassphraseSlot {
  const cipher = createCipheriv('aes-256-gcm', keyEncryptionKey, Buffer.from(header.nonce, 'base64'));
  cipher.setAAD(jcs(header));
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  return { ...header, wrapped: wrapped.toString('base64') };
}

/** The data key, or null when the key, the header or the wrapped bytes are not those of the time of wrapping. */
export function unwrapDataKey({ wrapped, ...header }: PassphraseSlot, keyEncryptionKey: Uint8Array): Buffer | null {
  const bytes = Buffer.from(wrapped, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyEncryptionKey, Buffer.from(header.nonce, 'base64'));
  decipher.setAAD(jcs(header));
  decipher.setAuthTag(bytes.subarray(32));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, 32)), decipher.final()]);
  } catch {
    return null;
  }
}
