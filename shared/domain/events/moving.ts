import { z } from 'zod';
import { DeskCaseKey, ReadersKey } from '../keys.ts';
import { Id, Sha256, UnitCode, words } from '../primitives.ts';
import { define } from './definition.ts';

/** The sealed chunks of the case's files, by hash: the hub cannot tell by itself to which case a chunk belongs. */
const chunks = z.array(Sha256).max(10_000);

/**
 * A case goes to another compartment, with its whole history: to the desk of another unit (it was misrouted, or is handed
 * back), or apart, to named readers. Signed by a supervisor of where it lies. The case's keys go along, sealed to the target.
 */
export const moved = define(
  'moved',
  1,
  'desk',
  z.discriminatedUnion('to', [
    z.strictObject({
      to: z.literal('desk'),
      unit: UnitCode,
      why: z.enum(['misrouted', 'handed_back', 'opened_again']),
      caseKey: DeskCaseKey,
      chunks,
    }),
    z.strictObject({
      to: z.literal('readers'),
      readers: z.array(Id).min(1).max(500),
      caseKey: ReadersKey,
      chunks,
    }),
  ]),
  z.strictObject({ reason: words(4000) }),
);

/**
 * Made by the hub where a case has gone from: by this holders know that they may hold it no longer, where it went and who
 * moved it. Its own case is `LEFT_CASE`, since the case that it names is not in this log any more.
 */
export const caseLeft = define(
  'case_left',
  1,
  'desk',
  z.strictObject({
    case: Id,
    /** The event by which it went. */
    event: Id,
    by: Id,
    to: z.enum(['desk', 'readers']),
    /** The unit whose desk has it now; absent for a case that was set apart. */
    unit: UnitCode.optional(),
  }),
  null,
);

/** What a desk is told of a case that has gone from it: it waits there, and then the first that was done about that. */
export const departureStates = ['sent', 'acknowledged', 'accepted', 'moved_on'] as const;
export const DepartureState = z.enum(departureStates);
export type DepartureState = z.infer<typeof DepartureState>;

/**
 * Made by the hub in the log that a case has left (`LEFT_CASE` again): first that the other desk is heard of it (`sent`, with
 * the move as its `event`), then once what that desk did: no name and no code of the case. A departure without the first
 * is from a hub of before, of which nothing may be concluded.
 */
export const departureProgressed = define(
  'departure_progressed',
  1,
  'desk',
  z.strictObject({
    case: Id,
    /** The move by which it went. */
    move: Id,
    /** What was signed, where the case lies now. */
    event: Id,
    state: DepartureState,
  }),
  null,
);
