import { z } from 'zod';
import { Id, Instant } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { Person } from './session.ts';

/** What a colleague had signed and a hub that came back from a backup no longer has: docs/decisions/0019. */
export const Forgotten = z.strictObject({
  event: Id,
  caseId: Id,
  reference: z.string(),
  type: z.string(),
  by: Person,
  /** By its author's clock. */
  at: Instant,
  setAsideAt: Instant,
  /** `not_screened`: its words are shown after the conflict screen of the case; `sealed`: no key held here opens them. */
  state: z.enum(['here', 'not_screened', 'sealed']),
  facets: z.record(z.string(), z.json()),
  payload: z.json(),
});
export type Forgotten = z.infer<typeof Forgotten>;

export const forgottenCalls = {
  /** Newest first, at most 200; nothing of cases that are closed to this person. */
  'forgotten.read': call(nothing, z.array(Forgotten)),
};
