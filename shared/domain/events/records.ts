import { z } from 'zod';
import { Code, Id, Sha256, words } from '../primitives.ts';
import { define } from './definition.ts';

const Day = z.iso.date();
const why = z.strictObject({ why: words(4000) });
/** Under which version of the retention schedule, and in which of its review groups. */
const underSchedule = { schedule: Code, group: Code };

/** The case was looked through when its time had come: it is still needed, until a day and for a reason. */
export const retentionReviewed = define(
  'retention_reviewed',
  1,
  'desk',
  z.strictObject({ ...underSchedule, keepUntil: Day }),
  why,
);

/** The case must be kept whatever the schedule says; a hold is known by its event. `reviewOn`: when it is asked again. */
export const holdSet = define('hold_set', 1, 'desk', z.strictObject({ kind: Code, reviewOn: Day.optional() }), why);
export const holdLifted = define('hold_lifted', 1, 'desk', z.strictObject({ hold: Id }), why);

/**
 * Why contents go: their time under the schedule is over; or whatever the schedule says, since they must not be processed
 * (DPA 2018 s.47) or a court or the Commissioner has ordered it.
 */
export const DisposalGround = z.enum(['schedule', 'unlawful', 'ordered']);
export type DisposalGround = z.infer<typeof DisposalGround>;

/** What is to be erased: all contents of the case, under the schedule with the day on which it was due; or those of single entries. */
export const DisposalScope = z
  .discriminatedUnion('scope', [
    z.strictObject({ scope: z.literal('case'), ground: DisposalGround, ...underSchedule, due: Day.optional() }),
    z.strictObject({
      scope: z.literal('entries'),
      ground: DisposalGround.exclude(['schedule']),
      entries: z.array(Id).min(1).max(50),
    }),
  ])
  .refine((what) => what.scope === 'entries' || (what.ground === 'schedule') === (what.due !== undefined), 'due');
export type DisposalScope = z.infer<typeof DisposalScope>;

/** One person proposes to erase. */
export const disposalProposed = define('disposal_proposed', 1, 'desk', DisposalScope, why);
/** The proposal is not followed, or taken back. */
export const disposalReturned = define('disposal_returned', 1, 'desk', z.strictObject({ proposal: Id }), why);

/**
 * Another person approves, and with this event the contents are gone: from the hub as it accepts it, from every workstation as
 * it hears of it. It has no contents of its own and stays for ever: who, when, under which schedule, and the hashes of what
 * was there. `contents` is the SHA-256 over the sorted payload hashes of the `entries` events that its author saw.
 */
export const erased = define(
  'erased',
  1,
  'desk',
  z.strictObject({
    proposal: Id,
    what: DisposalScope,
    entries: z.int().min(0),
    contents: Sha256,
    /** The sealed chunks of the files that go, by hash: the hub cannot tell by itself to which case a chunk belongs. */
    chunks: z.array(Sha256).max(10_000),
  }),
  null,
);

/** Somebody tried to dispose of a case and was refused: entered in the journal of the workstation, since nothing was signed. */
export const disposalRefused = define(
  'disposal_refused',
  1,
  'journal',
  z.strictObject({ act: z.enum(['propose', 'approve']), reason: Code }),
  z.strictObject({ caseId: Id }),
);
