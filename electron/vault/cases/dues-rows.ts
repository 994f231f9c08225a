import type { Due } from '../../../shared/domain/dues.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** Writes what is due on a case. Of a case that is hidden from this person nothing is kept. */
export function writeDues({ db }: WritingVault, caseId: string, dues: readonly Due[], fresh: boolean): void {
  if (!fresh) db.run('DELETE FROM dues WHERE case_id = ?', [caseId]);
  for (const { kind, what, due, statutory, holder, by, reminder } of dues)
    db.run(
      `INSERT INTO dues (case_id, kind, what, due_at, statutory, holder, opened_by, reminder, reminded, reminded_by, reminded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[caseId, kind, what, due, statutory ? 1 : 0, holder, by],
        ...[reminder?.event ?? null, reminder?.to ?? null, reminder?.by ?? null, reminder?.at ?? null],
      ],
    );
}
