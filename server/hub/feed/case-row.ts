import type { Facts } from '../../../shared/domain/facts.ts';
import type { CaseRow } from '../store/cases.ts';

const urgencies = { immediate: 0, priority: 1, routine: 2 } as const;

/** A case that somebody still has to work on: a first sync brings these first. */
export function isOpen(facts: Facts): boolean {
  if (facts.kind === 'referral') return facts.acknowledgedBy === null;
  if (facts.kind === 'journal' || facts.state === 'acknowledged' || facts.records?.erased) return false;
  return facts.decision === null || facts.decision.outcomes.some((outcome) => outcome !== 'record');
}

/** What orders the cases of a compartment: how urgent, then when they began (for a referral, when it was issued). */
export function rowOf(caseId: string, compartment: string, facts: Facts, at: string, weight: number): CaseRow {
  const received = facts.kind === 'case' ? facts.received : null;
  return {
    case_id: caseId,
    compartment,
    facts,
    open: isOpen(facts),
    urgency: urgencies[received?.urgency ?? 'routine'],
    began_at: received?.receivedAt ?? at,
    weight,
  };
}
