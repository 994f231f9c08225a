import type { Outcome, Route } from './events/assessment.ts';

/** What a decision says, as far as the hub may know it. */
export interface DecisionFacets {
  readonly outcomes: readonly Outcome[];
  readonly route: Route;
}

/** From this version on a decision of no further action waits for its approval; what was signed before took effect at once. */
export const AWAITS_APPROVAL = 2;

/**
 * No further action: nobody investigates, nobody is safeguarded, and nobody else is given it to act on. Most decisions are
 * none of these, and take effect as they are signed.
 */
export const isNoFurtherAction = ({ outcomes, route }: DecisionFacets): boolean =>
  (route === 'here' || route === 'out_of_scope') && outcomes.every((outcome) => outcome === 'record');

/** The version in which a decision is signed. */
export const versionOf = (decision: DecisionFacets): number => (isNoFurtherAction(decision) ? AWAITS_APPROVAL : 1);

/** Whether a decision that was signed in version `v` takes effect only once a supervisor has approved it. */
export const awaitsApproval = (decision: DecisionFacets, v: number): boolean =>
  v >= AWAITS_APPROVAL && isNoFurtherAction(decision);

/** A decision that has no effect yet, or lost it again: its author's draft once it was returned. */
export interface PendingDecision extends DecisionFacets {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly force?: string;
  readonly state: 'waiting' | 'returned';
}
