import { z } from 'zod';
import { EscalationLevel, Month } from '../domain/events/supervision.ts';
import { Id, Instant, Sha256, UnitCode } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { DueKind, OfCase } from './dues.ts';
import { Person } from './session.ts';

const Unit = z.strictObject({ unit: UnitCode, name: z.string() });

/** Something that has no effect, or goes nowhere, before a supervisor who had no part in it says so. */
export const ApprovalRow = OfCase.extend({
  /** `apart`: somebody asks that the case be set apart; `apart_by_itself`: it was, and a supervisor has not looked at it. */
  kind: z.enum(['decision', 'concern', 'question', 'apart', 'apart_by_itself']),
  what: Id,
  /** Null for what nobody asked for. */
  by: Person.nullable(),
  due: Instant.nullable(),
  /** It is this person's own: somebody else answers it. */
  own: z.boolean(),
});
export type ApprovalRow = z.infer<typeof ApprovalRow>;

/** Something overdue, how far it has climbed, who answers for it, and who has seen it there. */
export const OverdueRow = OfCase.extend({
  kind: DueKind,
  what: z.string(),
  due: Instant,
  statutory: z.boolean(),
  holder: Person.nullable(),
  level: EscalationLevel,
  /** It has climbed to a head of unit whom nobody has named: the supervisors go on answering for it. */
  headless: z.boolean(),
  answerable: z.array(Person),
  seen: Person.nullable(),
});
export type OverdueRow = z.infer<typeof OverdueRow>;

/** A case that nobody holds, or whose holder is away without cover. `offered`: who may be given it, and nobody else. */
export const UnheldRow = OfCase.extend({
  heavy: z.boolean(),
  receivedAt: Instant,
  holder: Person.nullable(),
  offered: z.array(Id),
});
export type UnheldRow = z.infer<typeof UnheldRow>;

export const Load = z.strictObject({ user: Id, name: z.string(), held: z.int(), heavy: z.int() });

export const ReviewRow = OfCase.extend({
  decision: Id,
  month: Month,
  drawnAt: Instant,
  waits: z.enum(['review', 'settle']),
  /** False where this person had a part in it. */
  mayAct: z.boolean(),
});
export type ReviewRow = z.infer<typeof ReviewRow>;

/** A month that is over, and what was drawn of it. */
export const ReviewMonth = z.strictObject({
  unit: UnitCode,
  month: Month,
  /** Decisions of no further action that were approved in it and are in no draw yet. */
  left: z.int(),
  draws: z.array(
    z.strictObject({
      seed: Sha256,
      share: z.int(),
      of: z.int(),
      drawn: z.int(),
      /** Drawn again here from the same log: the same seed and the same decisions. */
      repeats: z.boolean(),
    }),
  ),
});
export type ReviewMonth = z.infer<typeof ReviewMonth>;

const Figures = z.strictObject({
  month: Month,
  drawn: z.int(),
  open: z.int(),
  agreed: z.int(),
  differed: z.int(),
  stood: z.int(),
  reopened: z.int(),
});

export const AbsenceRow = Person.extend({
  unit: UnitCode,
  held: z.int(),
  absence: z
    .strictObject({
      from: Instant,
      until: Instant.nullable(),
      cover: Person.nullable(),
      /** It has begun. */
      away: z.boolean(),
    })
    .nullable(),
  /** Cases that a colleague holds for them now. */
  covered: z.int(),
});
export type AbsenceRow = z.infer<typeof AbsenceRow>;

/** How many cases went; `left` stay, since nobody of those asked can be given them. */
const Gone = z.strictObject({ gone: z.int(), left: z.int() });

export const supervisionCalls = {
  /** What waits for this person as a supervisor; all nothing for whoever supervises nowhere. */
  'supervision.counts': call(
    nothing,
    z.strictObject({ approvals: z.int(), overdue: z.int(), unheld: z.int(), reviews: z.int() }),
  ),
  'supervision.approvals': call(nothing, z.array(ApprovalRow)),
  'supervision.overdue': call(
    nothing,
    z.strictObject({
      /** How many nobody has seen, up to 1,000; the rows are the first of them, then those that somebody has seen. */
      unseen: z.int(),
      rows: z.array(OverdueRow),
    }),
  ),
  'supervision.unheld': call(nothing, z.strictObject({ rows: z.array(UnheldRow), people: z.array(Load) })),
  'supervision.reviews': call(
    nothing,
    z.strictObject({ rows: z.array(ReviewRow), months: z.array(ReviewMonth), figures: z.array(Figures) }),
  ),
  /** Draws a share of a month that is over. Errors: `month_not_over`, `nothing_to_draw`, `not_permitted`. */
  'supervision.draw': call(
    z.strictObject({ unit: UnitCode, month: Month, share: z.int().min(1).max(100) }),
    z.strictObject({ drawn: z.int() }),
  ),
  /** Everybody for whom this person may say that they are away: themselves, and the people of their units. */
  'absence.read': call(nothing, z.strictObject({ units: z.array(Unit), rows: z.array(AbsenceRow) })),
  /** Says that somebody is away; once it has begun, their cases go to the cover. Errors: `times_out_of_order`. */
  'absence.set': call(
    z.strictObject({ user: Id, unit: UnitCode, from: Instant, until: Instant.nullable(), cover: Id.nullable() }),
    Gone,
  ),
  /** What this workstation sees to by itself now: whose cases go to their cover, whose come back, and with whom drafts go along. */
  'absence.due': call(
    nothing,
    z.strictObject({
      begin: z.array(z.strictObject({ user: Id, cover: Id })),
      end: z.array(z.strictObject({ user: Id, unit: UnitCode })),
      share: z.array(Id),
    }),
  ),
  /** What this person typed and did not sign on cases that pass between them and `to` by an absence. */
  'absence.drafts': call(
    z.strictObject({ to: Id }),
    z.array(z.strictObject({ caseId: Id, part: z.string(), content: z.json(), savedAt: Instant })),
  ),
  /** Gives the cover what somebody who is away still holds. */
  'absence.give': call(z.strictObject({ user: Id }), Gone),
  /** Somebody is back: what is held for them comes back. */
  'absence.back': call(z.strictObject({ user: Id, unit: UnitCode }), Gone),
};
