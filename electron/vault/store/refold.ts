import { FOLD_VERSION } from '../cases/case-row.ts';
import { foldRow } from '../cases/fold-row.ts';
import { withQuickDeletes } from '../search/index-case.ts';
import { foldReferral } from '../referrals/fold-referral.ts';
import { SLICE_MS, type Steps } from './steps.ts';
import { acceptedFacts, factsInView, foldAccepted, keepFacts } from './facts.ts';
import { unlessDamaged } from './damaged-row.ts';
import { dropMeta, readMeta, writeMeta } from './meta.ts';
import type { WritingVault } from './writing-vault.ts';

/** Folds the projection of a case again, of whichever kind it is. Inside the caller's transaction. */
export function foldProjection(vault: WritingVault, caseId: string): void {
  const kind = factsInView(vault.db, caseId)?.facts.kind;
  if (kind === 'case') foldRow(vault, caseId);
  else if (kind === 'referral' && acceptedFacts(vault.db, caseId) !== null) foldReferral(vault, caseId);
}

/** A case with referrals is folded from its log: what its recipients did last was not kept before version 9. */
function foldAnew(vault: WritingVault, caseId: string): void {
  const accepted = acceptedFacts(vault.db, caseId);
  if (accepted?.facts.kind === 'case' && Object.keys(accepted.facts.referrals).length > 0) {
    const facts = foldAccepted(vault.db, caseId);
    if (facts !== null) keepFacts(vault.db, caseId, { ...accepted, facts });
  }
  foldRow(vault, caseId);
}

/** Rows folded by an older version are folded again in the background, never in a migration. */
export function* refoldStale(vault: WritingVault): Steps {
  if (readMeta(vault.db, 'fold_version') === FOLD_VERSION) return;
  let after = 0;
  let gone = 0;
  const [total] = vault.db.column<number>('SELECT count(*) FROM cases');
  const tell = () => {
    writeMeta(vault.db, 'refolding', { done: Math.min(gone, total!), total: total! });
    vault.changes.desk = true;
  };
  // Before the first slice: from now on a search that finds nothing must not seem complete.
  if (total! > 0) {
    vault.db.transaction(tell);
    yield;
  }
  for (;;) {
    const until = performance.now() + SLICE_MS;
    const fold = () => {
      while (performance.now() < until) {
        const row = vault.db.get<{ id: number; case_id: string; fold_version: number }>(
          'SELECT id, case_id, fold_version FROM cases WHERE id > ? ORDER BY id LIMIT 1',
          [after],
        );
        if (row === undefined) {
          writeMeta(vault.db, 'fold_version', FOLD_VERSION);
          dropMeta(vault.db, 'refolding');
          vault.changes.desk = true;
          return false;
        }
        after = row.id;
        gone += 1;
        if (row.fold_version !== FOLD_VERSION) unlessDamaged(() => foldAnew(vault, row.case_id), null);
      }
      tell();
      return true;
    };
    // What is taken out of the search index stays in the vault, and comes back at once.
    const more = vault.db.transaction(() => withQuickDeletes(vault.db, fold));
    if (!more) return;
    yield;
  }
}
