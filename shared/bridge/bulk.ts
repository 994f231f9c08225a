import { z } from 'zod';
import { Code, Id } from '../domain/primitives.ts';
import { call } from './call.ts';

/** Many at once go in calls of so many, so that the page can tell how far they have come, and stop. */
export const BULK_AT_ONCE = 100;

/** What may be signed for many cases at once: who holds a case, and its labels. */
export const BulkAct = z.discriminatedUnion('type', [
  z.strictObject({
    caseId: Id,
    type: z.literal('allocated'),
    facets: z.strictObject({ to: Id.nullable() }),
    /** The event that must still stand, null for none; left out: whatever stands there now. */
    basedOn: Id.nullable().optional(),
  }),
  z.strictObject({
    caseId: Id,
    type: z.literal('labelled'),
    facets: z.strictObject({ label: Code, on: z.boolean() }),
  }),
]);
export type BulkAct = z.infer<typeof BulkAct>;

/** `act`: its place among the acts. `holderBefore`: who held the case before it was allocated, for taking that back. */
export const BulkSigned = z.strictObject({ act: z.int().min(0), event: Id, holderBefore: Id.nullable() });
export type BulkSigned = z.infer<typeof BulkSigned>;

/** Codes and reasons as in `shared/domain/permits.ts`; `who` may do it instead. */
export const BulkRefused = z.strictObject({
  caseId: Id,
  reference: z.string(),
  code: z.string(),
  reason: z.string().nullable(),
  who: z.string().nullable(),
});
export type BulkRefused = z.infer<typeof BulkRefused>;

export const bulkCalls = {
  /**
   * Signs a small thing for each of these cases: what cannot be signed does not hold up the rest. `unchanged`: it stood
   * so already, and nothing was signed.
   */
  'desk.sign': call(
    z.strictObject({ acts: z.array(BulkAct).max(BULK_AT_ONCE) }),
    z.strictObject({ signed: z.array(BulkSigned), refused: z.array(BulkRefused), unchanged: z.int() }),
  ),
};
