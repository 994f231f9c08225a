import { z } from 'zod';
import { AnnotationKind, TextTarget } from '../annotation.ts';
import { Grade } from '../grade.ts';
import { PackWorkings, ReferralPack } from '../pack.ts';
import { Code, Id, Instant, UnitCode, words } from '../primitives.ts';
import { define } from './definition.ts';

/** The conflict screen, before names are shown: the actor knows nobody in the case, or declares that they may. */
export const screened = define(
  'screened',
  1,
  'desk',
  z.strictObject({ result: z.enum(['none', 'declared']) }),
  z.strictObject({ sheet: z.enum(['roles', 'names']).optional() }),
);

/** The case is given to a person, or back to the unit (`to: null`). */
export const allocated = define('allocated', 1, 'desk', z.strictObject({ to: Id.nullable() }), z.strictObject({}));

/**
 * A mark on the narrative. A reporter clue has no text: it must not become a file on the reporter, it only feeds
 * redaction.
 */
export const annotated = define(
  'annotated',
  1,
  'desk',
  z.strictObject({ kind: AnnotationKind }),
  z.strictObject({ target: TextTarget, text: words(20_000).optional() }),
);

export const annotationRevised = define(
  'annotation_revised',
  1,
  'desk',
  z.strictObject({ annotation: Id }),
  z.strictObject({ target: TextTarget, text: words(20_000).optional() }),
);

export const annotationWithdrawn = define(
  'annotation_withdrawn',
  1,
  'desk',
  z.strictObject({ annotation: Id }),
  z.strictObject({ reason: words(2000).optional() }),
);

/** A 3x5x2 grade of one statement. Append-only: a later grade is a new version beside the earlier. */
export const graded = define('graded', 1, 'desk', z.strictObject({ statement: Id }), Grade);

export const ThriveRow = z.strictObject({ level: z.enum(['high', 'medium', 'low', 'none']), rationale: words(4000) });
export const Thrive = z.partialRecord(
  z.enum(['threat', 'harm', 'risk', 'investigation', 'vulnerability', 'engagement']),
  ThriveRow,
);
export type Thrive = z.infer<typeof Thrive>;

const round = z.int().min(1).max(999);
const note = words(20_000);

export const GroundAnswer = z.enum(['yes', 'no', 'unclear']);

/**
 * One stage of the assessment, signed. Immutable per assessor and round, so that two assessors never conflict.
 * - `risk`: is anyone in danger now, and THRIVE;
 * - `codes`: hotline, counter-corruption and standards categories, flags, and the severity if proved;
 * - `indicators`: what is known of the danger to a person, and the level that the assessor sets (DASH family);
 * - `referral_test`: the mandatory referral grounds, each taken at its highest; kept apart from any grade.
 */
export const assessed = define(
  'assessed',
  1,
  'desk',
  z.discriminatedUnion('stage', [
    z.strictObject({ stage: z.literal('risk'), round, danger: GroundAnswer }),
    z.strictObject({
      stage: z.literal('codes'),
      round,
      categories: z.array(Code).max(20),
      corruption: z.array(Code).max(20),
      standards: z.array(Code).max(20),
      flags: z.array(Code).max(20).optional(),
      severity: Code.optional(),
    }),
    z.strictObject({ stage: z.literal('indicators'), round, level: Code }),
    z.strictObject({
      stage: z.literal('referral_test'),
      round,
      grounds: z
        .array(z.strictObject({ ground: Code, answer: GroundAnswer }))
        .min(1)
        .max(20),
      becameClearAt: Instant.optional(),
    }),
  ]),
  z.strictObject({
    note: note.optional(),
    thrive: Thrive.optional(),
    /** By the code of an indicator. */
    indicators: z.record(Code, GroundAnswer).optional(),
    /** By the code of an indicator: what makes the assessor say so. */
    indicatorWords: z.record(Code, words(2000)).optional(),
  }),
);

export const Outcome = z.enum(['investigate', 'safeguard', 'record']);
export type Outcome = z.infer<typeof Outcome>;
export const Route = z.enum(['here', 'other_force', 'professional_standards', 'out_of_scope']);
export type Route = z.infer<typeof Route>;

/** The decision: outcomes (they combine) by a route, with one rationale. A later decision names the one it replaces. */
const decisionFacets = z
  .strictObject({ outcomes: z.array(Outcome).max(3), route: Route, force: Code.optional() })
  .refine((d) => new Set(d.outcomes).size === d.outcomes.length, 'an outcome stands twice')
  .refine((d) => d.route === 'out_of_scope' || d.outcomes.length > 0, 'choose at least one outcome')
  .refine((d) => d.route !== 'other_force' || d.force !== undefined, 'name the other force');
const decisionPayload = z.strictObject({
  rationale: words(20_000).refine((text) => text.trim().length > 0, 'a decision needs a rationale'),
  optionsRejected: z.array(z.strictObject({ option: words(200), why: words(4000) })).max(20),
  /** The stages of the National Decision Model before its last, which is the decision itself. */
  model: z
    .strictObject({ information: note, threat: note, powers: note, options: note, review: note })
    .partial()
    .optional(),
});
export const decided = define('decided', 1, 'desk', decisionFacets, decisionPayload);

/** The same, signed since a decision of no further action waits for its approval: see `shared/domain/approval.ts`. */
export const decidedForApproval = define('decided', 2, 'desk', decisionFacets, decisionPayload);

/**
 * The case is referred: `referral` is the case id of the referral's own compartment, `unit` receives it. The pack as
 * sent is kept here too, since the desk does not hold the referral's compartment; and here alone, how it was made: what
 * lies beneath its redactions, by whom, and what was let stand and why.
 */
export const referred = define(
  'referred',
  1,
  'desk',
  z.strictObject({ referral: Id, unit: UnitCode, outcome: Outcome }),
  z.strictObject({ pack: ReferralPack, workings: PackWorkings.optional() }),
);
