import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { base64, Id } from '../../shared/domain/primitives.ts';
import { makeKeyPair } from '../../shared/protocol/keys.ts';
import { readPrivateJson, writePrivateJson, type FileProblem } from '../files.ts';
import type { HubIdentity } from './parts.ts';

const StoredIdentity = z.strictObject({
  hubId: Id,
  hubEpoch: z.int().min(1),
  hubKey: z.strictObject({ publicKey: base64(64), privateKey: base64(64) }),
});

/** A hub that has never run. */
export const newIdentity = (): HubIdentity => ({ hubId: randomUUID(), hubEpoch: 1, hubKey: makeKeyPair('ed25519') });

export type KeptIdentity = { readonly ok: true; readonly identity: HubIdentity } | FileProblem;

/** Reads `hub.json`; one that is missing stays so. */
export function readIdentity(file: string): KeptIdentity {
  const stored = readPrivateJson(file, StoredIdentity);
  return stored.ok ? { ok: true, identity: stored.value } : stored;
}

/** Reads `hub.json`, or makes one for a new hub. The file lies beside the database, not in it, and never in a backup. */
export function keepIdentity(file: string): KeptIdentity {
  const stored = readIdentity(file);
  if (stored.ok || stored.code !== 'missing') return stored;
  const identity = newIdentity();
  writePrivateJson(file, identity);
  return { ok: true, identity };
}

/** Raises the epoch in `hub.json` above every one that was used; before the restored rows, so that none is served twice. */
export function raiseEpoch(file: string, identity: HubIdentity, used: number): HubIdentity {
  const raised = { ...identity, hubEpoch: Math.max(identity.hubEpoch, used) + 1 };
  writePrivateJson(file, raised);
  return raised;
}
