import { z } from 'zod';
import { Id, Instant, words } from '../primitives.ts';
import { define } from './definition.ts';

/** Where in a case a draft is written: a stage of its assessment, or anything beside them. */
export const DraftStage = z.enum([
  'risk',
  'people',
  'research',
  'codes',
  'referral_test',
  'decision',
  'send',
  'elsewhere',
]);
export type DraftStage = z.infer<typeof DraftStage>;

/**
 * What was typed and not signed goes with the case that its author hands over. It signs nothing: the receiver may take
 * it over as a draft of their own, or leave it. The hub learns of the stage and to whom it goes, and no more.
 */
export const draftShared = define(
  'draft_shared',
  1,
  'desk',
  z.strictObject({ stage: DraftStage, to: Id }),
  /** `part` and `content` as the form keeps them; `savedAt` is when its author typed last. */
  z.strictObject({ part: words(120), content: z.json(), savedAt: Instant }),
);

/** The receiver has made it a draft of their own, or leaves it. */
export const draftAnswered = define(
  'draft_answered',
  1,
  'desk',
  z.strictObject({ draft: Id, result: z.enum(['taken', 'left']) }),
  z.strictObject({}),
);
