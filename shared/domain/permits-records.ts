import type { CaseFacts } from './facts.ts';
import { never } from './never.ts';
import type { DisposalScope } from './events/records.ts';
import { holdsInForce, noRecords, type RecordEvent } from './record-keeping.ts';
import { isStillOpen, retentionOf, retentionSchedule, reviewGroup } from './retention.ts';
import { type Actor, type Verdict, denied, illegal, yes } from './verdict.ts';

const sameScope = (a: DisposalScope, b: DisposalScope): boolean =>
  a.scope === 'case'
    ? b.scope === 'case' && a.ground === b.ground && a.schedule === b.schedule && a.group === b.group && a.due === b.due
    : b.scope === 'entries' && a.ground === b.ground && a.entries.toSorted().join() === b.entries.toSorted().join();

/**
 * Judges the keeping of a case by somebody who supervises it and has passed its conflict screen. A hold stands above
 * everything; two people dispose of a case, and what they dispose of is what the first proposed.
 */
export function permitsRecords(actor: Pick<Actor, 'user'>, facts: CaseFacts, event: RecordEvent): Verdict {
  const records = facts.records ?? noRecords;
  const { proposal, holds } = records;
  const day = event.at.slice(0, 10);
  switch (event.type) {
    case 'retention_reviewed':
      if (proposal !== null) return illegal('disposal_pending');
      return event.facets.keepUntil > day ? yes : illegal('keep_until_passed');
    case 'hold_set':
      return yes;
    case 'hold_lifted': {
      const hold = holds[event.facets.hold];
      if (hold === undefined) return illegal('hold_unknown');
      return hold.lifted === null ? yes : illegal('hold_lifted');
    }
    case 'disposal_proposed': {
      if (facts.needsUpdate) return illegal('case_needs_update');
      if (holdsInForce(records).length > 0) return illegal('case_on_hold');
      if (proposal !== null) return illegal('disposal_pending');
      return permitsScope(facts, event.facets, day);
    }
    case 'disposal_returned':
      return proposal?.event === event.facets.proposal ? yes : illegal('proposal_unknown');
    case 'erased': {
      if (facts.needsUpdate) return illegal('case_needs_update');
      if (proposal?.event !== event.facets.proposal) return illegal('proposal_unknown');
      if (holdsInForce(records).length > 0) return illegal('case_on_hold');
      if (proposal.by === actor.user) return denied('own_proposal', 'supervisor');
      if (!sameScope(proposal.what, event.facets.what)) return illegal('proposal_unknown');
      // A referral that was opened again meanwhile, or a longer time by a newer schedule.
      return permitsScope(facts, proposal.what, day);
    }
    default:
      return never(event);
  }
}

function permitsScope(facts: CaseFacts, what: DisposalScope, day: string): Verdict {
  // What must not be processed, or is ordered to go, waits for no schedule.
  if (what.scope === 'entries' || what.ground !== 'schedule' || what.due === undefined) return yes;
  if (isStillOpen(facts)) return illegal('case_still_open');
  const retention = retentionOf(facts);
  const group = reviewGroup(what.group);
  if (retention === null || what.due > day) return illegal('not_due_yet');
  // A schedule of another version is judged by the day that its author's workstation took from it.
  if (what.schedule !== retentionSchedule.version) return yes;
  if (group === null || what.group !== retention.group || what.due < retention.due) return illegal('not_due_yet');
  return retention.mayBeDisposed ? yes : illegal('group_is_kept');
}
