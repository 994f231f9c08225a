import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Directory } from '../../shared/domain/directory.ts';
import type { BatchCaseKey } from '../../shared/domain/keys.ts';
import type { z } from 'zod';
import { seal } from '../../shared/protocol/envelope.ts';
import { batchContext, caseKeyContext, hpkeSeal } from '../../shared/protocol/keys.ts';

export interface DeskKeys {
  readonly unit: string;
  /** Wraps a fresh case key for the desk. */
  readonly wrap: (caseId: string, caseKey: Uint8Array) => z.infer<typeof BatchCaseKey>;
}

/** The desk that receives a force's reports, or null when the directory has none. */
export const deskOfForce = (directory: Directory, force: string) =>
  Object.values(directory.units).find((unit) => unit.kind === 'desk' && unit.force === force) ?? null;

/**
 * One batch key for each desk of an import, sealed once to the desk's published key. Whoever holds only the gateway
 * afterwards can open nothing: batch keys are never written down.
 */
export function batchKeys(directory: Directory) {
  const made = new Map<string, Promise<DeskKeys>>();
  return async (force: string): Promise<{ ok: true; keys: DeskKeys } | { ok: false; reason: string }> => {
    const desk = deskOfForce(directory, force);
    if (desk === null) return { ok: false, reason: `There is no desk for the force ${force}.` };
    const { unit, key } = desk;
    if (key === null) return { ok: false, reason: `The desk ${unit} has no key yet.` };
    const keys = made.get(unit) ?? makeBatch(unit, key);
    made.set(unit, keys);
    return { ok: true, keys: await keys };
  };
}

async function makeBatch(unit: string, key: { id: string; publicKey: string }): Promise<DeskKeys> {
  const batch = v7();
  const batchKey = randomBytes(32);
  const sealed = await hpkeSeal(key.publicKey, batchKey, 'candour-batch-v1', batchContext(batch, unit));
  const wrap: DeskKeys['wrap'] = (caseId, caseKey) => ({
    batch,
    desk: key.id,
    sealed,
    wrapped: seal(batchKey, caseKey, caseKeyContext(caseId)).toString('base64'),
  });
  return { unit, wrap };
}
