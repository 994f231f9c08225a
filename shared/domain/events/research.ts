import { z } from 'zod';
import { Code, Id, Instant, words } from '../primitives.ts';
import { define } from './definition.ts';

/** A check in another record (HR, vetting, system audit …) is asked for, under an authority. */
export const checkRequested = define(
  'check_requested',
  1,
  'desk',
  z.strictObject({ check: Code, authority: Code }),
  z.strictObject({ about: words(2000), purpose: words(4000) }),
);

/** What a check brought. Found text is graded as a statement is, under this event's id. */
export const checkAnswered = define(
  'check_answered',
  1,
  'desk',
  z.strictObject({ check: Id, result: z.enum(['found', 'nothing', 'not_available']) }),
  z.strictObject({ text: words(20_000) }),
);

/** A tasking meeting about the case: who was there, what was decided. `attendees` are users; others stand in the contents. */
export const taskingMet = define(
  'tasking_met',
  1,
  'desk',
  z.strictObject({ heldAt: Instant, attendees: z.array(Id).max(100) }),
  z.strictObject({ others: words(2000).optional(), decisions: words(20_000) }),
);

/**
 * What the author of a question answered before it may go to a reporter through the charity: a question must ask for
 * what is known already, and must not make the reporter act for the police (Regulation of Investigatory Powers Act
 * 2000 s.26(8): that would make them a covert source).
 */
export const TaskingCheck = z.strictObject({
  /** The question asks somebody to go, look, obtain, keep in touch or find out. */
  asksToAct: z.boolean(),
  /** The wording could tell the reporter what the police know, or that an investigation runs. */
  reveals: z.boolean(),
  /** Asking or answering could put the reporter or somebody else at risk. */
  endangers: z.boolean(),
});
export type TaskingCheck = z.infer<typeof TaskingCheck>;

/** A question to the reporter, through the charity. It goes nowhere before a supervisor approves it. */
export const questionProposed = define(
  'question_proposed',
  1,
  'desk',
  z.strictObject({ replaces: Id.optional() }),
  z.strictObject({ text: words(4000), purpose: words(4000), check: TaskingCheck, explanation: words(4000).optional() }),
);

/** A supervisor who did not write the question approves it or returns it. */
export const questionReviewed = define(
  'question_reviewed',
  1,
  'desk',
  z.strictObject({ question: Id, verdict: z.enum(['approved', 'returned']) }),
  z.strictObject({ comment: words(4000).optional() }),
);

/** An approved question was passed to the charity. */
export const questionPassed = define(
  'question_passed',
  1,
  'desk',
  z.strictObject({ question: Id, passedAt: Instant }),
  z.strictObject({}),
);

/** What the charity answered; a follow-up report may say more. */
export const questionAnswered = define(
  'question_answered',
  1,
  'desk',
  z.strictObject({ question: Id, result: z.enum(['answered', 'declined', 'no_contact']) }),
  z.strictObject({ text: words(20_000) }),
);
