import { z } from 'zod';
import type { CaseFile } from '../domain/case-file.ts';
import { Outcome, ReferralPack } from '../domain/events/assessment.ts';
import { workTypes } from '../domain/permits-work.ts';
import { Code, Id, Instant, Sha256, UnitCode, words } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { DeskRow } from './desk.ts';

/** The folded case is made by the vault out of parsed events; here only its outline is checked again. */
const File = z.custom<CaseFile>(
  (value) => typeof value === 'object' && value !== null && 'timeline' in value && 'annotations' in value,
);

/** Something typed and not yet signed: one for each case and part, e.g. `decision`, `note new`, `grade <statement>`. */
export const Draft = z.strictObject({
  caseId: Id,
  part: z.string().min(1).max(120),
  /** What the form holds; its shape belongs to the part. */
  content: z.json(),
  savedAt: Instant,
  /** Set while a signed decision or pack is held; after a crash in the hold it reopens ready to sign. */
  heldUntil: Instant.nullable(),
});
export type Draft = z.infer<typeof Draft>;

/** An event that the hub refused: the author's own words, why, and what stands there instead. */
export const RefusedEvent = z.strictObject({
  event: Id,
  caseId: Id,
  reference: z.string(),
  type: z.string(),
  at: Instant,
  code: z.string(),
  reason: z.string().nullable(),
  who: z.string().nullable(),
  facets: z.record(z.string(), z.json()),
  payload: z.json(),
  /** The accepted event in the slot, when it is a conflict and has arrived here. */
  current: z
    .strictObject({
      event: Id,
      by: Id,
      at: Instant,
      facets: z.record(z.string(), z.json()),
      payload: z.json(),
    })
    .nullable(),
});
export type RefusedEvent = z.infer<typeof RefusedEvent>;

/** As `clocksOf` in `shared/domain/clocks.ts` tells it. */
export const Clock = z.strictObject({
  clock: Code,
  kind: z.enum(['statutory', 'service']),
  startedAt: Instant,
  due: Instant,
  /** It was given another time, with a reason. */
  moved: z.boolean(),
  holder: Id.nullable(),
});
export type Clock = z.infer<typeof Clock>;

export const CaseAnswer = z.strictObject({
  row: DeskRow,
  /** Null until this person has passed the conflict screen of the case. */
  file: File.nullable(),
  narrativeSha256: Sha256.nullable(),
  /** The last event of each slot that is in view here, accepted or one's own waiting; sent back as `basedOn`. */
  slots: z.record(z.string(), Id),
  /** The clocks that run on the case, the nearest first; empty until the conflict screen is passed. */
  clocks: z.array(Clock),
  drafts: z.array(Draft),
  refused: z.array(RefusedEvent),
  /** Display names of everybody who appears in the case. */
  names: z.record(Id, z.string()),
  /** The first report and its follow-ups, oldest first, without this one. */
  related: z.array(
    z.strictObject({
      caseId: Id,
      reference: z.string(),
      receivedAt: Instant,
      relation: z.enum(['first_report', 'follow_up']),
    }),
  ),
});
export type CaseAnswer = z.infer<typeof CaseAnswer>;

/** What a person may sign through `case.sign`; screening and referrals have calls of their own. */
const signable = [
  'allocated',
  'annotated',
  'annotation_revised',
  'annotation_withdrawn',
  'graded',
  'assessed',
  'decided',
  'attachment_described',
  'attachment_noted',
  'attachment_note_withdrawn',
  ...workTypes,
] as const;

/** What a person signs: facets and payload of an event type of the desk; the vault adds everything else. */
export const SignCommand = z.strictObject({
  caseId: Id,
  type: z.enum(signable),
  facets: z.record(z.string(), z.json()),
  payload: z.json(),
  /** For types with a slot: the event that the author saw there, null for an empty slot. */
  basedOn: Id.nullable().optional(),
  /** The refused event that this one replaces. */
  supersedes: Id.optional(),
  /** The draft that this event was typed in; dropped in the same transaction. */
  draft: z.string().max(120).optional(),
  /** Held for so many seconds before it is signed (decisions and packs); 0 signs at once. */
  holdSeconds: z.int().min(0).max(60).default(0),
});
export type SignCommand = z.infer<typeof SignCommand>;

export const SendReferral = z.strictObject({
  caseId: Id,
  unit: UnitCode,
  outcome: Outcome,
  pack: ReferralPack,
  draft: z.string().max(120).optional(),
  holdSeconds: z.int().min(0).max(60).default(0),
});
export type SendReferral = z.infer<typeof SendReferral>;

/** `event` once signed, `heldUntil` while it is held. */
const Signing = z.strictObject({ event: Id.nullable(), heldUntil: Instant.nullable() });

export const ReferralRow = z.strictObject({
  caseId: Id,
  reference: z.string(),
  title: z.string(),
  marking: z.string(),
  unit: UnitCode,
  issuedAt: Instant,
  issuedBy: z.string(),
  statements: z.int(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: Instant.nullable(),
  /** The acknowledgement is signed here and waits for the hub. */
  waiting: z.boolean(),
  unread: z.boolean(),
});
export type ReferralRow = z.infer<typeof ReferralRow>;

/** Errors of signing: the codes and reasons of `shared/domain/permits.ts`, `invalid_event`, `disk_full`, `no_recipient_workstation`. */
export const caseCalls = {
  'case.read': call(z.strictObject({ caseId: Id, peek: z.boolean().default(false) }), CaseAnswer),
  'case.sign': call(SignCommand, Signing),
  /** Takes a held event back; its words are a draft again. */
  'case.takeBack': call(z.strictObject({ caseId: Id, part: z.string().max(120) }), nothing),
  /** Signs a held event now. */
  'case.release': call(z.strictObject({ caseId: Id, part: z.string().max(120) }), Signing),
  'draft.save': call(
    z.strictObject({ caseId: Id, part: z.string().min(1).max(120), content: z.json() }),
    z.strictObject({ savedAt: Instant }),
  ),
  'draft.drop': call(z.strictObject({ caseId: Id, part: z.string().max(120) }), nothing),
  'refusals.read': call(nothing, z.array(RefusedEvent)),
  /** The author keeps what stands; the words stay in the history of this vault. */
  'refusals.settle': call(z.strictObject({ event: Id }), nothing),
  'referral.send': call(SendReferral, Signing),
  'referrals.read': call(nothing, z.array(ReferralRow)),
  'referral.read': call(
    z.strictObject({ caseId: Id }),
    z.strictObject({
      row: ReferralRow,
      pack: ReferralPack.nullable(),
      drafts: z.array(Draft),
      refused: z.array(RefusedEvent),
      names: z.record(Id, z.string()),
    }),
  ),
  'referral.acknowledge': call(
    z.strictObject({ caseId: Id, note: words(4000).optional() }),
    z.strictObject({ event: Id }),
  ),
};
