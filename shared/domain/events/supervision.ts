import { z } from 'zod';
import { Code, Id, Instant, Sha256, UnitCode, words } from '../primitives.ts';
import { define } from './definition.ts';

const comment = z.strictObject({ comment: words(4000).optional() });

/**
 * A supervisor who did not decide approves a decision that waits for it, or returns it to its author with a comment. Until
 * it is approved it has no effect; returned, it is a draft of its author's again.
 */
export const decisionReviewed = define(
  'decision_reviewed',
  1,
  'desk',
  z.strictObject({ decision: Id, verdict: z.enum(['approved', 'returned']) }),
  comment,
);

/** A month of London's calendar: `2026-10`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/**
 * An approved decision of no further action was drawn for a second review. Share (per cent), seed and the size of what was
 * drawn from are kept, so that whoever holds the same log draws the same: see `shared/domain/sample.ts`.
 */
export const secondReviewDrawn = define(
  'second_review_drawn',
  1,
  'desk',
  z.strictObject({
    decision: Id,
    month: Month,
    share: z.int().min(1).max(100),
    seed: Sha256,
    of: z.int().min(1),
  }),
  z.strictObject({}),
);

/** What the second reviewer, who neither decided nor approved, found. */
export const secondReviewFound = define(
  'second_review_found',
  1,
  'desk',
  z.strictObject({ decision: Id, finding: z.enum(['agrees', 'differs']) }),
  comment,
);

/** A finding that differs is settled by a supervisor who had no part in any of it: the decision stands, or is opened again. */
export const secondReviewSettled = define(
  'second_review_settled',
  1,
  'desk',
  z.strictObject({ decision: Id, result: z.enum(['stands', 'reopened']) }),
  z.strictObject({ why: words(4000) }),
);

export const EscalationLevel = z.enum(['supervisor', 'head']);

/** Somebody has seen that a thing is overdue, and says so. `due`: the time that had passed; another time starts it anew. */
export const escalationAcknowledged = define(
  'escalation_acknowledged',
  1,
  'desk',
  z.strictObject({ what: Code, due: Instant, level: EscalationLevel }),
  z.strictObject({ note: words(2000).optional() }),
);

/** Somebody is away: the case they hold goes to a colleague, who holds it until it comes back. */
export const covered = define('covered', 1, 'desk', z.strictObject({ absent: Id, to: Id }), z.strictObject({}));

/** Whoever was away is back, and has the case again; what was done meanwhile stays. */
export const coverEnded = define('cover_ended', 1, 'desk', z.strictObject({ cover: Id }), z.strictObject({}));

/**
 * Somebody will be away: by themselves, or by a supervisor of `unit`. A later one for the same person replaces it; `until`
 * in the past ends it.
 */
export const absenceSet = define(
  'absence_set',
  1,
  'directory',
  z.strictObject({ user: Id, unit: UnitCode, from: Instant, until: Instant.optional(), cover: Id.optional() }),
  null,
);

/** Who is told of a unit's work that stays overdue after its supervisors were told; null: nobody but they. */
export const unitHeadSet = define(
  'unit_head_set',
  1,
  'directory',
  z.strictObject({ unit: UnitCode, user: Id.nullable() }),
  null,
);
