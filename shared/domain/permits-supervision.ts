import type { Membership } from './events/directory.ts';
import type { KnownHeader } from './events/index.ts';
import type { CaseFacts } from './facts.ts';
import { never } from './never.ts';
import { type Verdict, denied, illegal, yes } from './verdict.ts';
import { mayRead } from './standing.ts';

export type SupervisionEvent = Extract<
  KnownHeader,
  {
    type:
      | 'decision_reviewed'
      | 'second_review_drawn'
      | 'second_review_found'
      | 'second_review_settled'
      | 'escalation_acknowledged'
      | 'covered'
      | 'cover_ended';
  }
>;

interface Person {
  readonly user: string;
  readonly memberships: readonly Membership[];
}

/** A supervisor of where the case lies; among the readers of a case that is set apart, one of anywhere. */
const supervises = ({ memberships }: Person, { apart, received }: CaseFacts) =>
  memberships.some(({ unit, role }) => role === 'supervisor' && (apart || unit === received.unit));

/**
 * Judges what supervises the work on a case, by somebody of its desk who has declared no conflict. Nobody approves, reviews
 * or settles what they had a part in.
 */
export function permitsSupervision(actor: Person, facts: CaseFacts, event: SupervisionEvent): Verdict {
  const { work, pending } = facts;
  switch (event.type) {
    case 'decision_reviewed': {
      if (pending?.id !== event.facets.decision) return illegal('decision_unknown');
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      if (pending.by === actor.user) return denied('own_decision', 'supervisor');
      return pending.state === 'waiting' ? yes : illegal('decision_reviewed');
    }
    case 'second_review_drawn': {
      const { decision } = event.facets;
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      if (work.approvals[decision] === undefined) return illegal('decision_unknown');
      return work.secondReviews[decision] === undefined ? yes : illegal('already_drawn');
    }
    case 'second_review_found': {
      const { decision } = event.facets;
      const review = work.secondReviews[decision];
      if (review === undefined) return illegal('not_drawn');
      if (review.finding !== null) return illegal('already_answered');
      return hadPart(facts, decision, actor.user) ? denied('own_decision', 'assessor') : yes;
    }
    case 'second_review_settled': {
      const { decision } = event.facets;
      const review = work.secondReviews[decision];
      if (review?.finding !== 'differs') return illegal('not_drawn');
      if (review.settled !== null) return illegal('already_answered');
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      if (review.reviewer === actor.user || hadPart(facts, decision, actor.user))
        return denied('own_decision', 'supervisor');
      return yes;
    }
    case 'escalation_acknowledged': {
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      const seen = work.escalations[event.facets.what];
      const again = seen?.due === event.facets.due && seen[event.facets.level] !== null;
      return again ? illegal('already_acknowledged') : yes;
    }
    case 'covered': {
      const { absent, to } = event.facets;
      if (facts.allocatedTo !== absent) return denied('not_the_holder');
      if (actor.user !== absent && !supervises(actor, facts)) return denied('role_missing', 'supervisor');
      if (absent === to || facts.screened[to] === 'declared' || !mayRead(facts, to)) return denied('cannot_receive');
      return yes;
    }
    case 'cover_ended': {
      const { cover } = work;
      if (cover === null || cover.ended || cover.event !== event.facets.cover) return illegal('not_covered');
      const theirs = actor.user === cover.of || actor.user === cover.to;
      return theirs || supervises(actor, facts) ? yes : denied('role_missing', 'supervisor');
    }
    default:
      return never(event);
  }
}

/** Whether somebody decided, or approved, that decision: neither reads it a second time. */
function hadPart({ decision, pending, work }: CaseFacts, id: string, user: string): boolean {
  const authors = [decision, pending].flatMap((one) => (one?.id === id ? [one.by] : []));
  return authors.includes(user) || work.approvals[id]?.by === user || work.approvals[id]?.author === user;
}
