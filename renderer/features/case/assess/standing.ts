import type { CaseFile, Decision } from '../../../../shared/domain/case-file.ts';
import type { DecisionReview, SecondReviewWords } from '../../../../shared/domain/work-file.ts';

/** How the last decision of a case stands. */
export interface Standing {
  readonly decision: Decision;
  /** The answer to it, where it needs one and has it. */
  readonly review: DecisionReview | null;
  readonly secondReview: SecondReviewWords | null;
  /** `effect`: it stands; `waits` for its approval; `draft`: it was returned, or opened again. */
  readonly state: 'effect' | 'waits' | 'draft';
}

/** Undefined while nothing was decided. */
export function standingOf({ decisions, work }: CaseFile): Standing | undefined {
  const decision = decisions.at(-1);
  if (decision === undefined) return undefined;
  const review = work.decisionReviews.find(({ facets }) => facets.decision === decision.event) ?? null;
  const secondReview = work.secondReviews.find(({ facets }) => facets.decision === decision.event) ?? null;
  const opened = secondReview?.settled?.facets.result === 'reopened';
  if (decision.awaits !== true) return { decision, review, secondReview, state: 'effect' };
  if (review === null) return { decision, review, secondReview, state: 'waits' };
  const stands = review.facets.verdict === 'approved' && !opened;
  return { decision, review, secondReview, state: stands ? 'effect' : 'draft' };
}
