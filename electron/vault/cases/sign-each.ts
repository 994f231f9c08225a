import type { WritingVault } from '../store/writing-vault.ts';
import { compose, keepSigned } from './compose.ts';

/**
 * Signs what a vault does by itself for many cases (keys that are passed on or renewed), each for itself, in one transaction:
 * what is not permitted any more is left out.
 */
export function signEach(
  vault: WritingVault,
  type: string,
  of: readonly { readonly caseId: string; readonly facets: object }[],
): void {
  vault.db.transaction(() => {
    for (const { caseId, facets } of of) {
      const composed = compose(vault, { caseId, type, facets: { ...facets } });
      if (composed.ok) keepSigned(vault, composed.value);
    }
  });
}
