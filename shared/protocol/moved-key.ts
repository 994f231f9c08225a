import type { DeskCaseKey } from '../domain/keys.ts';
import { hpkeOpen, hpkeSeal, movedContext } from './keys.ts';

/** Seals a case's keys, newest first, to the public key of the desk that it moves to. */
export async function sealToDesk(
  caseId: string,
  keys: readonly Uint8Array[],
  desk: { readonly id: string; readonly publicKey: string },
): Promise<DeskCaseKey> {
  const context = movedContext(caseId, desk.id);
  return {
    desk: desk.id,
    sealed: await Promise.all(keys.map((key) => hpkeSeal(desk.publicKey, key, 'candour-moved-v1', context))),
  };
}

/** The keys that came with a moved case, newest first; null when the desk's private key is not held here or does not fit. */
export async function openAsDesk(
  caseId: string,
  { desk, sealed }: DeskCaseKey,
  unitKeys: Readonly<Record<string, string>>,
): Promise<Buffer[] | null> {
  const unitKey = unitKeys[desk];
  if (unitKey === undefined) return null;
  const context = movedContext(caseId, desk);
  const opened = await Promise.all(sealed.map((one) => hpkeOpen(unitKey, one, 'candour-moved-v1', context)));
  const keys = opened.filter((key) => key?.length === 32) as Buffer[];
  return keys.length === sealed.length ? keys : null;
}
