import { z } from 'zod';
import { WhyKept } from '../domain/events/kept-work.ts';
import { Id, Instant, words } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';

/** Work that came too late for a case and waits for a supervisor of it. */
export const KeptWork = z.strictObject({
  event: Id,
  by: Id,
  type: z.string(),
  /** By its author's clock. */
  at: Instant,
  keptAt: Instant.nullable(),
  why: WhyKept,
  /** `sealed`: no key that is held here opens it; `forged`: it is not signed by who is said to have written it. */
  state: z.enum(['here', 'not_arrived', 'sealed', 'forged']),
  facets: z.record(z.string(), z.json()),
  payload: z.json(),
});
export type KeptWork = z.infer<typeof KeptWork>;

/** A case in which such work waits for this person, who supervises it. */
export const KeptCase = z.strictObject({ caseId: Id, reference: z.string(), entries: z.int().positive() });
export type KeptCase = z.infer<typeof KeptCase>;

export const SettleKept = z
  .strictObject({ caseId: Id, kept: Id, how: z.enum(['added', 'dismissed']), reason: words(4000) })
  .refine(({ how, reason }) => how === 'added' || reason.trim().length > 0, 'say why');

export const keptWorkCalls = {
  /** By reference; empty for who supervises none of them. */
  'kept.list': call(nothing, z.array(KeptCase)),
  /** Errors: the codes of shared/domain/permits.ts, `kept_unopened`, `too_large`. */
  'kept.settle': call(SettleKept, z.strictObject({ event: Id })),
};
