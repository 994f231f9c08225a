import type { Due } from '../../../shared/domain/dues.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** As a case that is set apart stands among what climbs: whoever holds it and supervises anywhere is told. */
export const APART = '*';

/** Whether it waits for a supervisor's word: what came back from one waits for its author. */
const asks = ({ work }: CaseFacts, { kind, what, holder }: Due): boolean =>
  (kind === 'approval' && holder === null) || (kind === 'question' && work.questions[what]?.state === 'proposed');

/** The highest level at which somebody has signed that they saw this very time pass. */
function seen({ work }: CaseFacts, { what, due }: Due): 0 | 1 | 2 {
  const escalation = work.escalations[what];
  if (escalation === undefined || escalation.due !== due) return 0;
  return escalation.head !== null ? 2 : escalation.supervisor !== null ? 1 : 0;
}

/** Writes what is due on a case. Of a case that is hidden from this person nothing is kept. */
export function writeDues({ db }: WritingVault, facts: CaseFacts, dues: readonly Due[], fresh: boolean): void {
  const { caseId, apart, received } = facts;
  if (!fresh) db.run('DELETE FROM dues WHERE case_id = ?', [caseId]);
  for (const one of dues) {
    const { kind, what, due, statutory, holder, by, reminder } = one;
    db.run(
      `INSERT INTO dues (case_id, kind, what, due_at, statutory, holder, opened_by, reminder, reminded, reminded_by,
         reminded_at, climbs_to, seen, asks)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[caseId, kind, what, due, statutory ? 1 : 0, holder, by],
        ...[reminder?.event ?? null, reminder?.to ?? null, reminder?.by ?? null, reminder?.at ?? null],
        ...[apart ? APART : received.unit, seen(facts, one), asks(facts, one) ? 1 : 0],
      ],
    );
  }
}
