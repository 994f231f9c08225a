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
