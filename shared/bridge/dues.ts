import { z } from 'zod';
import { dueKinds } from '../domain/dues.ts';
import { RecipientKind, RecipientState } from '../domain/recipients.ts';
import { DraftStage } from '../domain/events/sharing.ts';
import { Id, Instant, UnitCode } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { NextAct } from './desk.ts';
import { Person } from './session.ts';

export const DueKind = z.enum(dueKinds);

/** What of a case stands beside each thing that is due. Until its conflict screen is passed it has no name. */
export const OfCase = z.strictObject({
  caseId: Id,
  reference: z.string(),
  unit: UnitCode,
  force: z.string(),
  categories: z.array(z.string()),
  roles: z.string(),
  subject: z.string().nullable(),
  screened: z.enum(['none', 'declared']).nullable(),
  nextAct: NextAct,
});

/** One thing that is due: a clock by its code, anything else by the event that opened it. */
export const DueRow = OfCase.extend({
  kind: DueKind,
  what: z.string(),
  due: Instant.nullable(),
  statutory: z.boolean(),
  holder: Person.nullable(),
  by: Person.nullable(),
  reminded: z.strictObject({ to: Person, by: Person, at: Instant }).nullable(),
  /** Of whom it is awaited, where it is a recipient's word. */
  recipient: z
    .strictObject({ kind: RecipientKind, way: z.enum(['pack', 'moved', 'hand']), state: RecipientState })
    .nullable(),
  /** What a task says; null before the conflict screen, and for what has no words. */
  words: z.string().nullable(),
});
export type DueRow = z.infer<typeof DueRow>;

/** Where a row stands in the order of the list, also after it has gone. */
const Position = z.strictObject({ due: Instant.nullable(), caseId: Id, kind: DueKind, what: z.string().max(64) });

export const DuesWanted = z.strictObject({
  scope: z.enum(['mine', 'all']),
  /** Empty for every kind. */
  kinds: z.array(DueKind).max(dueKinds.length).default([]),
});

/** Why a case is in the list of a hand-over. */
export const HandOverReason = z.strictObject({
  kind: z.enum([...dueKinds, 'draft', 'draft_shared', 'refused']),
  /** A clock's code, the part of a draft, the type of a refused event, or the event that opened it. */
  what: z.string(),
  due: Instant.nullable(),
  words: z.string().nullable(),
});
export type HandOverReason = z.infer<typeof HandOverReason>;

const Offer = z.strictObject({ event: Id, to: Person, by: Person, at: Instant });

export const HandOverRow = OfCase.extend({
  reasons: z.array(HandOverReason).min(1),
  holder: Person.nullable(),
  offer: Offer.nullable(),
  /** What the next hand-over of the case builds on. */
  basedOn: Id.nullable(),
});
export type HandOverRow = z.infer<typeof HandOverRow>;

export const OfferedRow = OfCase.extend({
  offer: Offer,
  basedOn: Id.nullable(),
  /** The giver's line; names of those reported are masked before the conflict screen. */
  line: z.string().nullable(),
  /** Where there are drafts that go with it. */
  drafts: z.array(DraftStage),
});
export type OfferedRow = z.infer<typeof OfferedRow>;

export const duesCalls = {
  /** How many there are, and rows `[from, to)` by due time, at most 200; what has no time comes last. */
  'dues.read': call(
    DuesWanted.extend({ from: z.int().min(0), to: z.int().min(0) }),
    z.strictObject({ total: z.int(), rows: z.array(DueRow) }),
  ),
  /** How many rows of the list stand before a position. */
  'dues.indexOf': call(DuesWanted.extend({ position: Position }), z.int()),
  /** What this person holds that is due by the end of the day or has passed, what they were reminded of, and offers. */
  'dues.counts': call(
    nothing,
    z.strictObject({
      all: z.int(),
      mine: z.int(),
      pressing: z.int(),
      reminded: z.int(),
      offered: z.int(),
      /** Offers in units that this person supervises which nobody has accepted for 30 minutes. */
      late: z.int(),
    }),
  ),
  /** What waits for this person now, a key for each that means nothing but itself: what was not there before is news. */
  'dues.needs': call(nothing, z.array(z.string())),
  /** The person has seen what they were reminded of. */
  'dues.seen': call(nothing, nothing),
  /** What this person would leave behind at `until`, what is offered to them, and what a supervisor should see. */
  'handover.read': call(
    z.strictObject({ until: Instant }),
    z.strictObject({ own: z.array(HandOverRow), offered: z.array(OfferedRow), late: z.array(OfferedRow) }),
  ),
  /** The people of the unit to whom these cases could go, and who cannot receive one of them; why is not told. */
  'handover.people': call(
    z.strictObject({ caseIds: z.array(Id).max(1000) }),
    z.array(Person.extend({ canReceive: z.boolean() })),
  ),
};
