import { z } from 'zod';
import { DepartureState } from '../domain/events/moving.ts';
import { Id, Instant, UnitCode, words } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { Person } from './session.ts';

const Reason = words(4000).refine((text) => text.trim().length > 0, 'say why');

/** Where a case may be sent, and whom that reaches. */
export const Moving = z.strictObject({
  /** Who can see it now. */
  seenBy: z.array(Person),
  /** It is set apart already. */
  apart: z.boolean(),
  /** May ask that it be set apart. */
  mayAsk: z.boolean(),
  /** The last request that it be set apart; null where there was none, or it was followed or taken back. */
  request: z
    .strictObject({
      request: Id,
      by: Person,
      at: Instant,
      readers: z.array(Person),
      /** Null before the conflict screen is passed, and once its words were erased. */
      why: z.string().nullable(),
      own: z.boolean(),
      /** This person supervises and did not ask: they approve it by moving the case, or return it. */
      mayAnswer: z.boolean(),
      /** Set where a supervisor has returned it. */
      returned: z.strictObject({ by: Person, comment: z.string().nullable() }).nullable(),
    })
    .nullable(),
  /** It was set apart by itself, and this person may say that they have seen so. */
  toBeSeen: z.boolean(),
  /** What stands in the slot of requests. */
  slot: Id.nullable(),
  /** Who may be among its readers; `supervises`: they can let in others. */
  people: z.array(Person.extend({ workstations: z.int(), supervises: z.boolean() })),
  /** Desks that it may be transferred to, with everybody who will see it there; `ready`: there is a key to seal it to. */
  units: z.array(z.strictObject({ unit: UnitCode, name: z.string(), ready: z.boolean(), people: z.array(Person) })),
});
export type Moving = z.infer<typeof Moving>;

export const MoveCommand = z.discriminatedUnion('to', [
  z.strictObject({
    caseId: Id,
    to: z.literal('desk'),
    unit: UnitCode,
    why: z.enum(['misrouted', 'handed_back', 'opened_again']),
    reason: Reason,
  }),
  z.strictObject({ caseId: Id, to: z.literal('readers'), readers: z.array(Id).min(1).max(500), reason: Reason }),
]);
export type MoveCommand = z.infer<typeof MoveCommand>;

/** A case that was here and has gone. Of one that was set apart nothing is told but that, and who can say more. */
export const Departure = z.strictObject({
  caseId: Id,
  reference: z.string(),
  at: Instant,
  /** Who moved it. */
  by: Person,
  /** The unit whose desk has it now; null where it was set apart. */
  unit: z.strictObject({ unit: UnitCode, name: z.string() }).nullable(),
  /** What is known of it there, and since when; null where it was set apart, or the hub of that time did not say. */
  there: z.strictObject({ state: DepartureState, since: Instant }).nullable(),
  /** When that desk is to have acknowledged it; null once it has, or where that is not known. */
  due: Instant.nullable(),
  /** This person sent it, and the other desk is late: the line stays until it has answered. */
  stays: z.boolean(),
});
export type Departure = z.infer<typeof Departure>;

export const movingCalls = {
  /** Null where this person may not move the case. */
  'moving.read': call(z.strictObject({ caseId: Id }), Moving.nullable()),
  /** Errors: the codes of shared/domain/permits.ts, `case_sealed`, `unit_without_key`, `readers_without_workstation`, `too_large`. */
  'moving.move': call(MoveCommand, z.strictObject({ event: Id })),
  /** Those that this person has not let go of: what is late first, then the newest. */
  'departures.read': call(nothing, z.array(Departure)),
  'departures.seen': call(z.strictObject({ caseIds: z.array(Id).max(1000) }), nothing),
};
