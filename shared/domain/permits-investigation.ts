import type { ReferralFacts } from './facts.ts';
import { noInvestigation, type InvestigationEvent } from './investigation.ts';
import { nextOutcomes, recordedOf } from './outcome-order.ts';
import type { RefusalReason } from './verdict.ts';

/**
 * Why this cannot be done in the investigation now, or null: it is acknowledged, then accepted or returned, and what is
 * accepted can be worked on until it is closed. Who may do it is asked before.
 */
export function permitsInvestigation(facts: ReferralFacts, event: InvestigationEvent): RefusalReason | null {
  const { answer, outcomes, closed } = facts.investigation ?? noInvestigation;
  if (event.type === 'referral_accepted' || event.type === 'referral_returned') {
    if (facts.acknowledgedBy === null) return 'not_acknowledged';
    return answer === null ? null : 'already_answered';
  }
  if (answer?.result !== 'accepted') return 'not_accepted';
  if (event.type === 'outcome_recorded') {
    const { track, outcome, subject, withdrawn } = event.facets;
    const recorded = recordedOf(outcomes, subject, track);
    if (withdrawn !== true) return nextOutcomes(track, recorded).includes(outcome) ? null : 'outcome_out_of_order';
    // What came after it followed from it: the last is taken back first.
    const last = outcomes.filter((one) => one.subject === subject && one.track === track).at(-1);
    return last?.outcome === outcome ? null : 'outcome_not_recorded';
  }
  // Proceedings outlast an investigation: a verdict may come after it was closed, nothing else.
  return closed === null ? null : 'investigation_closed';
}
