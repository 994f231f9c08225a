import type { AwaitedRecipient } from '../domain/recipients-of.ts';
import { z } from 'zod';
import type { CaseFile } from '../domain/case-file.ts';
import { Outcome } from '../domain/events/assessment.ts';
import { PackRefusal, PAGE_CHARS } from '../domain/events/pack.ts';
import { PackWorkings, ReferralPack } from '../domain/pack.ts';
import type { InvestigationEntry } from '../domain/investigation-file.ts';
import { investigationTypes, type Investigation } from '../domain/investigation.ts';
import { workTypes } from '../domain/permits-work.ts';
import { base64, Code, Id, Instant, Sha256, UnitCode, words } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { KeptWork } from './kept-work.ts';
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
  /** False where this person may not read the case any more: then only that there was something is told. */
  open: z.boolean(),
  /** What is in its slot: a version that is told here, none, one that has not arrived, or one behind the conflict screen. */
  stands: z.enum(['here', 'nothing', 'not_arrived', 'not_screened']),
  /** A third version that is being written, or one's own on hold before it is signed once more. */
  draft: z.strictObject({ content: z.json(), heldUntil: Instant.nullable() }).nullable(),
  /** What stands in the slot now. */
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

/** The draft of a refused event's third version; its hold too, when one's own is signed once more. */
export const refusalDraft = (event: string): string => `refused ${event}`;

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
  /** Who was told of the case and what is awaited of them; none before the conflict screen. */
  recipients: z.array(z.custom<AwaitedRecipient>((value) => typeof value === 'object' && value !== null)),
  drafts: z.array(Draft),
  refused: z.array(RefusedEvent),
  /** Refused versions of this person's that gave way to another: kept here with their words. */
  gaveWay: z.array(RefusedEvent),
  /** Work that came too late and waits for this person, who supervises the case. */
  kept: z.array(KeptWork),
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
  ...investigationTypes,
  'retention_reviewed',
  'hold_set',
  'hold_lifted',
  'disposal_returned',
] as const;

/** What a person signs: facets and payload of an event of a case or a referral; the vault adds everything else. */
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
  /** How it was made; left out where no word was covered and nothing had to be let stand. */
  workings: PackWorkings.optional(),
  draft: z.string().max(120).optional(),
  holdSeconds: z.int().min(0).max(60).default(0),
});
export type SendReferral = z.infer<typeof SendReferral>;

/** `event` once signed, `heldUntil` while it is held. */
const Signing = z.strictObject({ event: Id.nullable(), heldUntil: Instant.nullable() });

/** How far its recipients have gone. */
export const ReferralStage = z.enum(['issued', 'acknowledged', 'investigated', 'returned', 'closed']);
export type ReferralStage = z.infer<typeof ReferralStage>;

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
  stage: ReferralStage,
  unread: z.boolean(),
});
export type ReferralRow = z.infer<typeof ReferralRow>;

/** Errors of signing: the codes and reasons of `shared/domain/permits.ts`, `invalid_event`, `disk_full`, `no_recipient_workstation`. */
export const caseCalls = {
  /**
   * Error `reason_wanted`: a case outside one's own list is opened for the first time in this sitting; asked again with one
   * of the codes of `opening_reason`. A peek never needs one.
   */
  'case.read': call(
    z.strictObject({ caseId: Id, peek: z.boolean().default(false), reason: Code.optional() }),
    CaseAnswer,
  ),
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
  /** Takes a settling back. What another event has replaced meanwhile stays settled. */
  'refusals.reopen': call(z.strictObject({ event: Id }), nothing),
  'referral.send': call(SendReferral, Signing),
  /** Keeps a page that was drawn anew until its pack is sent. Errors: `pack_page_unclean`, `too_large`. */
  'referral.stage': call(z.strictObject({ caseId: Id, jpeg: base64(PAGE_CHARS) }), z.strictObject({ sha256: Sha256 })),
  /** The page's own check refused a file of the pack: it goes into the journal. */
  'referral.refused': call(z.strictObject({ caseId: Id, unit: UnitCode.optional(), code: PackRefusal }), nothing),
  /** A page of a received referral, as the signed pack promises it. Errors: `attachment_unknown`, `attachment_not_here`. */
  'referral.page': call(
    z.strictObject({ caseId: Id, file: Id, page: z.int().min(1).max(100) }),
    z.strictObject({ jpeg: base64(PAGE_CHARS) }),
  ),
  'referrals.read': call(nothing, z.array(ReferralRow)),
  'referral.read': call(
    z.strictObject({ caseId: Id }),
    z.strictObject({
      row: ReferralRow,
      pack: ReferralPack.nullable(),
      /** What its recipients did, and the last event of each slot that is in view here. */
      investigation: z.custom<Investigation>((value) => typeof value === 'object' && value !== null),
      log: z.array(z.custom<InvestigationEntry>((value) => typeof value === 'object' && value !== null)),
      slots: z.record(z.string(), Id),
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
