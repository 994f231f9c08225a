import { done, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { foldReferral } from './fold-referral.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** The investigator takes note of a referral; once for each referral. */
export function acknowledge(vault: WritingVault, caseId: string, note: string | undefined): Done<{ event: string }> {
  return vault.db.transaction(() => {
    const payload = note === undefined ? {} : { note };
    const composed = compose(vault, { caseId, type: 'acknowledged', facets: {}, payload, basedOn: null });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    vault.db.run('DELETE FROM drafts WHERE case_id = ?', [caseId]);
    foldReferral(vault, caseId);
    return done({ event: composed.value.header.id });
  });
}
