import { z } from 'zod';
import { RecipientKind, recipientKinds, RecipientState, recipientStates } from '../domain/recipients.ts';
import { Id, Instant } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { OfCase } from './dues.ts';
import { Person } from './session.ts';

/** Somebody who was told of a case, as the list of what was sent shows them. */
export const RecipientRow = OfCase.extend({
  /** The event that told them, the move, or the referral's own case. */
  recipient: Id,
  kind: RecipientKind,
  way: z.enum(['pack', 'moved', 'hand']),
  body: z.string().nullable(),
  state: RecipientState,
  code: z.string().nullable(),
  toldAt: Instant,
  /** When what is awaited of them is due, and from when on that is soon; null where nothing is. */
  due: Instant.nullable(),
  soon: Instant.nullable(),
  chasedAt: Instant.nullable(),
  chases: z.int(),
  holder: Person.nullable(),
  /** Where the row stands in the order of the list. */
  place: z.string(),
});
export type RecipientRow = z.infer<typeof RecipientRow>;

export const recipientCalls = {
  /** What is awaited first, by its time; at most 200 rows, those after a row of the page before. Empty lists mean all. */
  'recipients.read': call(
    z.strictObject({
      kinds: z.array(RecipientKind).max(recipientKinds.length).default([]),
      states: z.array(RecipientState).max(recipientStates.length).default([]),
      after: z
        .strictObject({ place: z.string().max(40), caseId: Id, recipient: Id })
        .nullable()
        .default(null),
    }),
    z.strictObject({ total: z.int(), rows: z.array(RecipientRow) }),
  ),
  /** How many recipients owe an answer that was due, or is due soon. */
  'recipients.counts': call(nothing, z.strictObject({ overdue: z.int(), soon: z.int() })),
};
