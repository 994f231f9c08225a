import { z } from 'zod';
import { Grade } from './grade.ts';
import { Code, Id, Sha256, words } from './primitives.ts';
import { Gap, Redaction } from './redaction.ts';

/** One graded statement as the recipient reads it: the assessor's words about the case, never the raw narrative. */
export const PackStatement = z.strictObject({
  statement: Id,
  text: words(20_000),
  grade: Grade,
  /** Where words were covered; absent where none were. */
  gaps: z.array(Gap).min(1).max(500).optional(),
});
export type PackStatement = z.infer<typeof PackStatement>;

/** Pages that a pack may hold in all. */
export const MOST_PACK_PAGES = 100;

/** A page or picture as it leaves: drawn anew, its redactions burnt in. Its bytes travel as `referral_page`. */
export const PackPage = z.strictObject({
  width: z.int().min(1).max(10_000),
  height: z.int().min(1).max(10_000),
  /** Of the JPEG. */
  sha256: Sha256,
  /** Why parts of it are covered; absent where nothing is. */
  reasons: z.array(Code).min(1).max(20).optional(),
});
export type PackPage = z.infer<typeof PackPage>;

/** A file as it leaves: a number instead of its name, and the pages that were chosen. */
export const PackFile = z.strictObject({
  file: Id,
  kind: z.enum(['picture', 'document']),
  pages: z.array(PackPage).min(1).max(MOST_PACK_PAGES),
});
export type PackFile = z.infer<typeof PackFile>;

const codes = z.array(Code).max(20);

/** By whose authority the pack leaves, how it is marked and what its recipient may do: codes of the day `on`. */
export const Dissemination = z.strictObject({
  on: z.iso.date(),
  authority: Code,
  tier: Code,
  instructions: codes,
  descriptors: codes,
  conditions: codes,
  caveats: codes,
});
export type Dissemination = z.infer<typeof Dissemination>;

/** The sanitised pack: built from graded statements. `reference` is the desk's own, not the charity's. */
export const ReferralPack = z.strictObject({
  reference: words(64),
  title: words(200),
  marking: words(200),
  handling: words(2000),
  request: words(20_000),
  safeguarding: words(20_000).optional(),
  subjects: z
    .array(
      z.strictObject({
        identification: z.enum(['confirmed', 'probable', 'possible', 'described', 'unknown']),
        name: words(200).optional(),
        rank: words(100).optional(),
        collarNumber: words(40).optional(),
        station: words(200).optional(),
      }),
    )
    .max(100),
  statements: z.array(PackStatement).min(1).max(500),
  dissemination: Dissemination.optional(),
  files: z.array(PackFile).min(1).max(50).optional(),
});
export type ReferralPack = z.infer<typeof ReferralPack>;

/** Why a warning of the second pass may stand. */
export const KeptWarning = z.strictObject({
  key: words(21_000),
  why: words(2000).refine((text) => text.trim() !== '', 'say why it may stand'),
});
export type KeptWarning = z.infer<typeof KeptWarning>;

/** A part of a page that is covered, as shares of its upright width and height. */
export const CoveredRegion = z.strictObject({
  id: Id,
  page: z.int().min(1).max(100_000),
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  width: z.number().gt(0).max(1),
  height: z.number().gt(0).max(1),
  reason: Code,
  by: Id,
  at: z.iso.datetime({ precision: 3 }),
});
export type CoveredRegion = z.infer<typeof CoveredRegion>;

/** How a pack was made. Stays with the desk's case: it holds what the redactions cover. */
export const PackWorkings = z.strictObject({
  statements: z
    .array(z.strictObject({ statement: Id, text: words(20_000), redactions: z.array(Redaction).max(500) }))
    .max(500),
  kept: z.array(KeptWarning).max(500),
  /** By the number of a file in the pack: which attachment it was made from. */
  files: z
    .array(z.strictObject({ file: Id, attachment: Id, regions: z.array(CoveredRegion).max(2000) }))
    .max(50)
    .optional(),
});
export type PackWorkings = z.infer<typeof PackWorkings>;
