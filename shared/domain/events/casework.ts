import { z } from 'zod';
import { Code, Id, Instant, words } from '../primitives.ts';
import { define } from './definition.ts';

/** A label out of the dated list; `on: false` takes it off. Anyone permitted adds and removes. */
export const labelled = define(
  'labelled',
  1,
  'desk',
  z.strictObject({ label: Code, on: z.boolean() }),
  z.strictObject({}),
);

/** Something to be done about the case, by whom and by when. `urgent` is a safeguarding action. */
export const taskSet = define(
  'task_set',
  1,
  'desk',
  z.strictObject({ kind: z.enum(['task', 'urgent']), holder: Id.nullable(), due: Instant.optional() }),
  z.strictObject({ text: words(4000) }),
);

export const taskSettled = define(
  'task_settled',
  1,
  'desk',
  z.strictObject({ task: Id, result: z.enum(['done', 'not_required']) }),
  z.strictObject({ note: words(4000).optional() }),
);

/** A service clock gets another time, with a reason. A statutory clock cannot be moved. */
export const clockMoved = define(
  'clock_moved',
  1,
  'desk',
  z.strictObject({ clock: Code, due: Instant }),
  z.strictObject({ reason: words(2000) }),
);

/** A clock has done its work, or is not required because of what the contents say. */
export const clockSettled = define(
  'clock_settled',
  1,
  'desk',
  z.strictObject({ clock: Code, result: z.enum(['done', 'not_required']), at: Instant }),
  z.strictObject({ because: words(2000) }),
);

/**
 * The holder of what is due was reminded, in fixed words without a detail of the case. `clock` is the code of a clock,
 * or the id of the task, check or question that is due.
 */
export const reminded = define('reminded', 1, 'desk', z.strictObject({ clock: Code, to: Id }), z.strictObject({}));

/**
 * The appropriate authority was told that a matter may have to be referred. Its own time counts besides the unit's;
 * until it is clear, the clock counts from the earlier (SI 2020/2, regulations 4 and 7).
 */
export const authorityNotified = define(
  'authority_notified',
  1,
  'desk',
  z.strictObject({ toldAt: Instant, becameClearAt: Instant.optional() }),
  z.strictObject({ who: words(400), note: words(4000).optional() }),
);

/** Two cases belong together; `on: false` parts them. The other case's own log says the same when its holder agrees. */
export const linked = define(
  'linked',
  1,
  'desk',
  z.strictObject({
    other: Id,
    kind: z.enum(['same_matter', 'same_person', 'same_place', 'see_also']),
    on: z.boolean(),
  }),
  z.strictObject({ why: words(4000) }),
);

/** An alert about another case was looked at and put aside: that pair stays quiet; `on: false` brings it back. */
export const alertQuieted = define(
  'alert_quieted',
  1,
  'desk',
  z.strictObject({ other: Id, kind: Code, on: z.boolean().optional() }),
  z.strictObject({ why: words(2000).optional() }),
);

/**
 * A concern that the report was made in bad faith. It is no outcome and closes nothing: a supervisor who did not raise it
 * approves it or returns it, and until then it only stands beside the case.
 */
export const concernRaised = define(
  'concern_raised',
  1,
  'desk',
  z.strictObject({ kind: z.enum(['malicious']) }),
  z.strictObject({ why: words(4000) }),
);

export const concernReviewed = define(
  'concern_reviewed',
  1,
  'desk',
  z.strictObject({ concern: Id, verdict: z.enum(['approved', 'returned']) }),
  z.strictObject({ comment: words(4000).optional() }),
);

/** The case goes to a colleague at the end of a shift; until they accept, the sender holds it. */
export const handedOver = define(
  'handed_over',
  1,
  'desk',
  z.strictObject({ to: Id }),
  z.strictObject({ line: words(1000) }),
);

export const handOverAccepted = define(
  'hand_over_accepted',
  1,
  'desk',
  z.strictObject({ offer: Id }),
  z.strictObject({}),
);

/** The holder would rather not go on with this case. No reason is asked. */
export const swapAsked = define('swap_asked', 1, 'desk', z.strictObject({}), z.strictObject({}));
