import type { z } from 'zod';
import type { ReviewRow, supervisionCalls } from '../../../shared/bridge/supervision.ts';
import { permitsSupervision } from '../../../shared/domain/permits-supervision.ts';
import { openReview, reviewFigures, type SecondReview } from '../../../shared/domain/second-review.ts';
import { type CaseColumns, caseColumns, ofCase } from '../dues/of-case.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { reviewMonths } from './sampling.ts';
import { supervisorOf, type Supervisor } from './supervisor.ts';

type Reviews = z.output<(typeof supervisionCalls)['supervision.reviews']['output']>;

/** Whether this person could sign what a second review waits for. */
function mayAct(
  { actor }: Supervisor,
  facts: NonNullable<ReturnType<typeof caseInView>>['facts'],
  decision: string,
  waits: ReviewRow['waits'],
): boolean {
  const event =
    waits === 'review'
      ? { type: 'second_review_found' as const, facets: { decision, finding: 'agrees' as const } }
      : { type: 'second_review_settled' as const, facets: { decision, result: 'stands' as const } };
  // Only type and facets are judged.
  return permitsSupervision(actor, facts, event as Parameters<typeof permitsSupervision>[2]).ok;
}

/** As many open second reviews as are counted. */
const COUNTED = 200;

/** How many second reviews wait for this person, counted no further than `COUNTED`. */
export function countReviews(db: ReadConnection): number {
  const supervisor = supervisorOf(db);
  const open = db.all<{ case_id: string; what: string }>(
    `SELECT case_id, what FROM dues INDEXED BY dues_of_kind WHERE kind = 'second_review' LIMIT ?`,
    [COUNTED],
  );
  return open.filter(({ case_id: caseId, what }) => {
    const facts = caseInView(db, caseId)?.facts;
    const review = facts?.work.secondReviews[what];
    const waits = review === undefined ? null : openReview(review);
    return facts !== undefined && waits !== null && supervisor.over(facts) && mayAct(supervisor, facts, what, waits);
  }).length;
}

/** Second reviews of the units that this person supervises: what is open, what was drawn of which month, and figures. */
export function readReviews(db: ReadConnection, now: number): Reviews {
  const supervisor = supervisorOf(db);
  const { units, over } = supervisor;
  if (units.length === 0) return { rows: [], months: [], figures: [] };
  const cases = db.all<CaseColumns>(
    `SELECT ${caseColumns} FROM cases c
     WHERE c.case_id IN (SELECT DISTINCT case_id FROM events WHERE type = 'second_review_drawn') AND c.hidden = 0
     ORDER BY c.case_id`,
  );
  const all: SecondReview[] = [];
  const rows = cases.flatMap((row): ReviewRow[] => {
    const facts = caseInView(db, row.case_id)?.facts;
    if (facts === undefined || !over(facts)) return [];
    return Object.entries(facts.work.secondReviews).flatMap(([decision, review]): ReviewRow[] => {
      all.push(review);
      const waits = openReview(review);
      if (waits === null) return [];
      const { month, at: drawnAt } = review;
      return [{ ...ofCase(row), decision, month, drawnAt, waits, mayAct: mayAct(supervisor, facts, decision, waits) }];
    });
  });
  return { rows, months: reviewMonths(db, units, now), figures: reviewFigures(all) };
}
