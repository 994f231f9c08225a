import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import type { KeysForDevice, ReadersKey } from '../domain/keys.ts';
import { hpkeOpen, hpkeSeal, readersContext } from './keys.ts';

const Recovered = z.strictObject({ caseId: z.string(), caseKey: z.base64() });

type Recipient = { readonly device: string; readonly sealingKey: string };
type SealedKeys = z.infer<typeof KeysForDevice>;

/** Seals the keys of a named-readers case, newest first, to each of these workstations. */
export const sealToReaders = (
  caseId: string,
  keys: readonly Uint8Array[],
  devices: readonly Recipient[],
): Promise<SealedKeys[]> =>
  Promise.all(
    devices.map(async ({ device, sealingKey }) => ({
      device,
      sealed: await Promise.all(
        keys.map((key) => hpkeSeal(sealingKey, key, 'candour-readers-v1', readersContext(caseId, device))),
      ),
    })),
  );

/**
 * Wraps a new key of a named-readers case for its readers' workstations, and for the organisation's recovery key
 * (`age1…`) where there is one: an age file over `{caseId, caseKey}`, so that a case outlives its readers' workstations.
 */
export async function wrapForReaders(
  caseId: string,
  caseKey: Uint8Array,
  devices: readonly Recipient[],
  recovery: string | null,
): Promise<ReadersKey> {
  const sealed = await sealToReaders(caseId, [caseKey], devices);
  if (recovery === null) return { devices: sealed };
  return { devices: sealed, recovery: await sealToRecovery(caseId, caseKey, recovery) };
}

/** @returns an age file over `{caseId, caseKey}` to the organisation's recovery key, base64 */
export async function sealToRecovery(caseId: string, caseKey: Uint8Array, recovery: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recovery);
  const text = JSON.stringify({ caseId, caseKey: Buffer.from(caseKey).toString('base64') });
  return Buffer.from(await encrypter.encrypt(text)).toString('base64');
}

/** The key that `sealToRecovery` sealed, raw 32 bytes; null for another identity, another case or a changed file. */
export async function openRecovered(caseId: string, sealed: string, identity: string): Promise<Buffer | null> {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
    const text = await decrypter.decrypt(Buffer.from(sealed, 'base64'), 'text');
    const recovered = Recovered.parse(JSON.parse(text));
    const key = Buffer.from(recovered.caseKey, 'base64');
    return recovered.caseId === caseId && key.length === 32 ? key : null;
  } catch {
    return null;
  }
}

/** The keys that were sealed to this workstation, newest first; null when there are none or they do not open. */
export async function openAsReader(
  caseId: string,
  sealed: readonly SealedKeys[],
  own: { readonly device: string; readonly sealingKey: string },
): Promise<Buffer[] | null> {
  const ours = sealed.find(({ device }) => device === own.device);
  if (ours === undefined) return null;
  const context = readersContext(caseId, own.device);
  const keys = await Promise.all(
    ours.sealed.map((one) => hpkeOpen(own.sealingKey, one, 'candour-readers-v1', context)),
  );
  const opened = keys.filter((key) => key?.length === 32);
  return opened.length === keys.length ? (opened as Buffer[]) : null;
}
