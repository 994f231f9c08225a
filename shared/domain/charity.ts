import type { Outcome, Route } from './events/assessment.ts';

/** What the charity was told, oldest first, by the events. `at` is when it was signed. */
export interface CharityFeedback {
  readonly event: string;
  readonly feedback: string;
  readonly toldAt: string;
  readonly at: string;
}

/** Codes that say how a report ended; the others say that it has come and is in hand. */
const underWay: ReadonlySet<string> = new Set(['RECEIVED', 'ASSESSING']);
export const isEnding = (feedback: string) => !underWay.has(feedback);

interface Decision {
  readonly outcomes: readonly Outcome[];
  readonly route: Route;
}

/** Whether a code is true of a case, so that the charity is not told what was never decided. */
export function isTrueOf(feedback: string, decision: Decision | null): boolean {
  if (feedback === 'RECEIVED') return true;
  if (feedback === 'ASSESSING') return decision === null;
  if (decision === null) return false;
  const { outcomes, route } = decision;
  switch (feedback) {
    case 'USED':
      return outcomes.includes('investigate') || outcomes.includes('safeguard');
    case 'KEPT':
      return outcomes.includes('record');
    case 'PASSED_ON':
      return route === 'other_force' || route === 'professional_standards';
    case 'OUT_OF_SCOPE':
      return route === 'out_of_scope';
    default:
      return true;
  }
}

/** When the charity is owed how it ended: since the decision, once it has been told anything here. Null while nothing is. */
export function owedSince(told: readonly CharityFeedback[], decidedAt: string | null): string | null {
  const [first] = told;
  if (first === undefined || decidedAt === null) return null;
  if (told.some(({ feedback, at }) => isEnding(feedback) && at >= decidedAt)) return null;
  return first.at > decidedAt ? first.at : decidedAt;
}
