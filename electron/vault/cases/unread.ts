import type { WritingVault } from '../store/writing-vault.ts';

/** Sets or clears the unread mark: local to this vault, no event. */
export function markUnread(vault: WritingVault, caseIds: readonly string[], unread: boolean): void {
  const { db, changes } = vault;
  db.transaction(() => {
    for (const caseId of caseIds)
      for (const table of ['cases', 'referrals'] as const) {
        const { changes: changed } = db.run(`UPDATE ${table} SET unread = ? WHERE case_id = ? AND unread <> ?`, [
          unread ? 1 : 0,
          caseId,
          unread ? 1 : 0,
        ]);
        if (changed > 0) {
          changes.cases.add(caseId);
          changes.desk = true;
        }
      }
  });
}
