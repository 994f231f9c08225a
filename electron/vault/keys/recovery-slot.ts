import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { RecoveryRecipient } from '../../../shared/protocol/recovery-recipient.ts';

/**
 * The data key sealed to the organisation's recovery key, so that a forgotten passphrase loses no unsynced work. age
 * authenticates no additional data: the SHA-256 of the header lies inside the sealed text instead.
 */
export const RecoverySlot = z.strictObject({
  kind: z.literal('recovery'),
  version: z.literal(1),
  recipient: RecoveryRecipient,
  /** Which data key it is, since only the recovery key could look inside. */
  dataKeyId: z.base64().length(24),
  /** An age file over: SHA-256 of the header 32 ‖ data key 32. */
  sealed: z.base64().min(200).max(2000),
});
export type RecoverySlot = z.infer<typeof RecoverySlot>;
type RecoveryHeader = Omit<RecoverySlot, 'sealed'>;

/** A name for a data key that tells nothing of it. */
export const dataKeyId = (dataKey: Uint8Array): string =>
  Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'candour-data-key-id-v1', 16)).toString('base64');

const hashOf = (header: RecoveryHeader) => createHash('sha256').update(jcs(header)).digest();

/** Seals the data key to an age X25519 recipient (`age1…`). Throws when the recipient's checksum is wrong. */
export async function sealToRecovery(dataKey: Uint8Array, recipient: string): Promise<RecoverySlot> {
  const header: RecoveryHeader = { kind: 'recovery', version: 1, recipient, dataKeyId: dataKeyId(dataKey) };
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(Buffer.concat([hashOf(header), dataKey]));
  return { ...header, sealed: Buffer.from(sealed).toString('base64') };
}

/** The data key, or null when the identity is another's or anything in the slot was changed. */
export async function openRecoverySlot({ sealed, ...header }: RecoverySlot, identity: string): Promise<Buffer | null> {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
    const plain = Buffer.from(await decrypter.decrypt(Buffer.from(sealed, 'base64')));
    if (plain.length !== 64 || !timingSafeEqual(plain.subarray(0, 32), hashOf(header))) return null;
    const dataKey = Buffer.from(plain.subarray(32));
    plain.fill(0);
    return dataKeyId(dataKey) === header.dataKeyId ? dataKey : null;
  } catch {
    return null;
  }
}
