import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { Argon2Parameters, costAllowed } from './argon2-cost.ts';
import { RecoverySlot } from './recovery-slot.ts';

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
  /** Made where no keystore was within reach, by a recovery: the next unlock binds the slot to the keystore. */
  rebind: z.literal(true).optional(),
  nonce: z.base64().length(16),
  /** Data key 32 ‖ tag 16. */
  wrapped: z.base64().length(64),
});
export type PassphraseSlot = z.infer<typeof PassphraseSlot>;
export type SlotHeader = Omit<PassphraseSlot, 'wrapped'>;

/** Stands where the passphrase's slot was destroyed after too many tries, so that the screen can say what happened. */
const DestroyedSlot = z.strictObject({ kind: z.literal('destroyed'), version: z.literal(1) });

const Slot = z.discriminatedUnion('kind', [PassphraseSlot, RecoverySlot, DestroyedSlot]);
const KeySlots = z.strictObject({
  format: z.literal('candour-key-slots'),
  version: z.literal(1),
  slots: z.array(Slot).min(1).max(16),
});

/** Enough of a file to tell "made by a newer version" from "broken". */
const Versions = z.looseObject({
  format: z.literal('candour-key-slots'),
  version: z.int(),
  slots: z.array(z.looseObject({ kind: z.string(), version: z.int() })),
});
const kinds = ['passphrase', 'recovery', 'destroyed'];
const isNewer = ({ version, slots }: z.infer<typeof Versions>) =>
  version > 1 || slots.some((slot) => slot.version > 1 || !kinds.includes(slot.kind));

/** What the file holds. While a rekey is under way there are slots of two data keys. */
export interface SlotSet {
  readonly slots: readonly PassphraseSlot[];
  readonly recovery: readonly RecoverySlot[];
  /** The passphrase's slot was destroyed after too many tries. */
  readonly destroyed: boolean;
}

export type SlotsFlaw = 'unreadable' | 'newer_version' | 'cost_out_of_bounds';
export type SlotsRead = ({ readonly ok: true } & SlotSet) | { readonly ok: false; readonly flaw: SlotsFlaw };

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
  const all = parsed.data.slots;
  const slots = all.filter((slot) => slot.kind === 'passphrase');
  if (!slots.every((slot) => costAllowed(slot.argon2))) return { ok: false, flaw: 'cost_out_of_bounds' };
  const recovery = all.filter((slot) => slot.kind === 'recovery');
  return { ok: true, slots, recovery, destroyed: all.some((slot) => slot.kind === 'destroyed') };
}

export function writeKeySlots({ slots, recovery, destroyed }: SlotSet): string {
  const marker: z.infer<typeof DestroyedSlot>[] = destroyed ? [{ kind: 'destroyed', version: 1 }] : [];
  const all: z.infer<typeof Slot>[] = [...slots, ...recovery, ...marker];
  return `${JSON.stringify({ format: 'candour-key-slots', version: 1, slots: all })}\n`;
}

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
