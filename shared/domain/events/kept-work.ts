import { z } from 'zod';
import { EventHeader } from '../header.ts';
import { Code, Id, Instant, words } from '../primitives.ts';
import { define } from './definition.ts';

/**
 * Why work was kept rather than taken in: the case went where its author may not read it; its author lost the role, or was
 * let out from among its readers, while the work waited; or the workstation was withdrawn meanwhile.
 */
export const WhyKept = z.enum(['case_moved', 'access_ended', 'device_withdrawn']);
export type WhyKept = z.infer<typeof WhyKept>;

/**
 * Made by the hub in a case for which work came that could not be taken in any more: it lies with the hub as it came,
 * sealed, for a supervisor of where the case is. `at` is its author's clock.
 */
export const workKept = define(
  'work_kept',
  1,
  'desk',
  z.strictObject({ event: Id, by: Id, type: Code, at: Instant, why: WhyKept }),
  null,
);

/**
 * A supervisor takes kept work over into the case's history, or dismisses it with a reason. Either way what came stands in
 * the contents as it was signed, so that the history shows both: who wrote it, and who settled it.
 */
export const keptWorkSettled = define(
  'kept_work_settled',
  1,
  'desk',
  z.strictObject({ kept: Id, how: z.enum(['added', 'dismissed']) }),
  z.strictObject({
    reason: words(4000),
    original: z.strictObject({ header: EventHeader, signature: z.string().max(128), payload: z.json() }),
  }),
);
