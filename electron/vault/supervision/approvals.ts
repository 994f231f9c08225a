import type { ApprovalRow } from '../../../shared/bridge/supervision.ts';
import { apartOf } from '../../../shared/domain/dues.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { type CaseColumns, caseColumns, ofCase, personIn } from '../dues/of-case.ts';
import { supervisorOf } from './supervisor.ts';

interface Waiting extends CaseColumns {
  kind: string;
  what: string;
  due_at: string | null;
  opened_by: string | null;
}

/** What kind of answer is asked for, or null where it is not a supervisor's to give now. */
function askedFor(facts: CaseFacts, kind: string, what: string): ApprovalRow['kind'] | null {
  const { pending, work } = facts;
  if (kind === 'question') return work.questions[what]?.state === 'proposed' ? 'question' : null;
  if (pending?.id === what) return pending.state === 'waiting' ? 'decision' : null;
  if (apartOf(facts).some((one) => one.what === what)) return what === facts.caseId ? 'apart_by_itself' : 'apart';
  return work.concerns[what]?.state === 'raised' ? 'concern' : null;
}

/** Everything that waits for a supervisor's word in the units that this person supervises, by its time. */
export function readApprovals(db: ReadConnection): ApprovalRow[] {
  const { actor, units, over } = supervisorOf(db);
  if (units.length === 0) return [];
  const { orNobody } = personIn(db);
  return db
    .all<Waiting>(
      `SELECT d.kind, d.what, d.due_at, d.opened_by, ${caseColumns}
       FROM dues d INDEXED BY dues_of_kind CROSS JOIN cases c ON c.case_id = d.case_id
       WHERE d.kind IN ('approval', 'question') ORDER BY d.due_at IS NULL, d.due_at, d.case_id`,
    )
    .flatMap((row): ApprovalRow[] => {
      const facts = caseInView(db, row.case_id)?.facts;
      if (facts === undefined || !over(facts)) return [];
      const kind = askedFor(facts, row.kind, row.what);
      if (kind === null) return [];
      const by = row.opened_by;
      return [{ ...ofCase(row), kind, what: row.what, by: orNobody(by), due: row.due_at, own: by === actor.user }];
    });
}
