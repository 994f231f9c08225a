import { z } from 'zod';
import { BatchCaseKey, ReadersKey } from '../keys.ts';
import { Code, Id, Instant, Sha256, UnitCode, words } from '../primitives.ts';
import { define } from './definition.ts';

/** The charity's own number of a report. */
export const Reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,63}$/);

export const Channel = z.enum(['phone', 'web', 'follow_up']);
export const Urgency = z.enum(['routine', 'priority', 'immediate']);
export const ReporterMode = z.enum(['anonymous', 'confidential']);

export const ReportedSubject = z.strictObject({
  name: words(200).optional(),
  rank: words(100).optional(),
  collarNumber: words(40).optional(),
  station: words(200).optional(),
  subjectClass: Code.optional(),
  description: words(4000).optional(),
});
export type ReportedSubject = z.infer<typeof ReportedSubject>;

/** A file of a report: its chunks are sealed with the case key and addressed by the SHA-256 of the sealed bytes. */
export const SealedAttachment = z.strictObject({
  id: Id,
  filename: words(1000),
  mediaType: words(200),
  size: z.int().min(0),
  sha256: Sha256,
  chunks: z.array(Sha256).max(20_000),
});
export type SealedAttachment = z.infer<typeof SealedAttachment>;

/** The codes and dates of a report, wherever its case is kept. */
export const ReceivedFacets = z.strictObject({
  unit: UnitCode,
  force: Code,
  channel: Channel,
  urgency: Urgency,
  reporterMode: ReporterMode,
  keepInContact: z.boolean(),
  categories: z.array(Code).max(20),
  reference: Reference,
  parentReference: Reference.optional(),
  receivedAt: Instant,
  disseminatedAt: Instant,
  /** HMAC-SHA-256 of the content under a key of the gateway: repeats and changed repeats are told apart unread. */
  contentMac: Sha256,
});
export type ReceivedFacets = z.infer<typeof ReceivedFacets>;

const contents = z.strictObject({
  narrative: words(100_000),
  occurredWhen: words(1000).optional(),
  occurredWhere: words(1000).optional(),
  subjects: z.array(ReportedSubject).max(100),
  peopleAtRisk: z.array(z.strictObject({ description: words(4000), child: z.boolean().optional() })).max(100),
  attachments: z.array(SealedAttachment).max(200),
});

/** A report arrives and opens a case of a desk. Made by the gateway, which keeps nothing. The report is immutable. */
export const reportReceived = define(
  'report_received',
  1,
  'desk',
  z.strictObject({ ...ReceivedFacets.shape, caseKey: BatchCaseKey }),
  contents,
);

/**
 * Why a case is set apart and who may read it: users by id. `closedTo` are those who may never become readers; that
 * they are named, or have declared an interest, is all that this says of them.
 */
export const SetApart = z
  .strictObject({
    why: z.enum(['user_named', 'interest']),
    readers: z.array(Id).min(1).max(500),
    closedTo: z.array(Id).max(500),
  })
  .refine(({ readers, closedTo }) => !readers.some((user) => closedTo.includes(user)), 'a reader is shut out');
export type SetApart = z.infer<typeof SetApart>;

/** A report that opens a named-readers case: one case set apart, in a compartment of its own. Made by the gateway. */
export const reportSetApart = define(
  'report_received',
  2,
  'desk',
  z.strictObject({ ...ReceivedFacets.shape, apart: SetApart, caseKey: ReadersKey }),
  contents,
);
