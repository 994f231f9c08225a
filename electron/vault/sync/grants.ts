import { createPublicKey } from 'node:crypto';
import type { Directory, KeyGrant } from '../../../shared/domain/directory.ts';
import { hpkeOpen, privateKeyObject, unitKeyContext } from '../../../shared/protocol/keys.ts';

export type NamedGrant = KeyGrant & { readonly publicKey: string };

/** Grants to this device whose keys are not held yet, with the public key that the directory has published for each. */
export function newGrants(directory: Directory, device: string, held: Readonly<Record<string, string>>): NamedGrant[] {
  return Object.values(directory.grants).flatMap((grant) => {
    const published = directory.unitKeys[grant.key];
    const ours = grant.device === device && published?.unit === grant.unit && held[grant.key] === undefined;
    return ours ? [{ ...grant, publicKey: published.publicKey }] : [];
  });
}

/** Opens grants. A key that is not the private half of what was published under its name is left out. */
export async function openGrants(grants: readonly NamedGrant[], sealingKey: string): Promise<Record<string, string>> {
  const keys: Record<string, string> = {};
  for (const { unit, key, device, sealed, publicKey } of grants) {
    const opened = await hpkeOpen(sealingKey, sealed, 'candour-unit-key-v1', unitKeyContext(unit, key, device));
    if (opened?.length !== 32) continue;
    const privateKey = opened.toString('base64');
    if (publicHalf(privateKey) === publicKey) keys[key] = privateKey;
  }
  return keys;
}

const publicHalf = (privateKey: string) =>
  createPublicKey(privateKeyObject('x25519', privateKey))
    .export({ type: 'spki', format: 'der' })
    .subarray(-32)
    .toString('base64');
