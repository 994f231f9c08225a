/** What leaves Candour: prints, and encrypted copies of a case. */
import { z } from 'zod';
import { AgeRecipient } from '../domain/age-recipient.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { PrintedPart, TakenTo, TakingReason } from '../domain/events/taking-out.ts';
import { PAGE_CHARS } from '../domain/events/pack.ts';
import { ReferralPack } from '../domain/pack.ts';
import type { AwaitedRecipient } from '../domain/recipients-of.ts';
import { base64, Id, Instant } from '../domain/primitives.ts';
import { call } from './call.ts';

/** What opens a sealed file again: a passphrase, or the private half of an age recipient. */
export const Seal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), passphrase: z.string().max(1000) }),
  z.strictObject({ kind: z.literal('recipient'), recipient: AgeRecipient }),
]);
export type Seal = z.infer<typeof Seal>;

const about = { caseId: Id, reason: TakingReason, takenTo: TakenTo };

export const PrintWanted = z.strictObject({
  ...about,
  parts: z.array(PrintedPart).min(1).max(PrintedPart.options.length),
  /** Null: on paper. */
  seal: Seal.nullable(),
});
export type PrintWanted = z.infer<typeof PrintWanted>;

/** A pack that was sent, as an encrypted PDF with its machine-readable twin beside it. `referral`: its own case id. */
export const PackWanted = z.strictObject({ ...about, referral: Id, seal: Seal });
export type PackWanted = z.infer<typeof PackWanted>;

export const ExportWanted = z.strictObject({ ...about, seal: Seal });
export type ExportWanted = z.infer<typeof ExportWanted>;

/**
 * A leave to take something out, once and soon: main hands it back to the vault with the print window's port, or with the
 * file that the person chose. It tells nothing of the case.
 */
const Leave = z.strictObject({ grant: Id });

/**
 * Errors of all: `not_permitted`, `print_not_allowed`, `export_not_allowed`, `journal_not_open`, `weak_passphrase`,
 * `case_unknown`. A refusal enters nothing in the journal.
 */
export const takingOutCalls = {
  'print.ask': call(PrintWanted, Leave),
  'export.ask': call(ExportWanted, Leave),
  /** Besides those: `pack_unknown`, `attachment_not_here`. Journalled as `exported` once for each of its two files. */
  'pack.ask': call(PackWanted, Leave),
};

/** The folded case is made by the vault out of parsed events; here only its outline is checked again. */
const File = z.custom<CaseFile>(
  (value) => typeof value === 'object' && value !== null && 'timeline' in value && 'annotations' in value,
);

/** What the print window gets, once: only the parts that are printed are in it. */
export const PrintDocument = z.strictObject({
  marking: z.string(),
  reference: z.string(),
  printedBy: z.string(),
  printedAt: Instant,
  takenTo: z.string(),
  reason: TakingReason,
  parts: z.array(PrintedPart),
  file: File,
  /** Where everybody who was told of it stands; none unless decisions are printed. */
  recipients: z.array(z.custom<AwaitedRecipient>((value) => typeof value === 'object' && value !== null)),
  /** Names of the units that were told, by code. */
  unitNames: z.record(z.string(), z.string()),
  /** Display names of everybody who appears in it. */
  names: z.record(Id, z.string()),
});
export type PrintDocument = z.infer<typeof PrintDocument>;

/** A pack as its recipient gets it, for the print window: the words, and the pages of its files in their order. */
export const PackDocument = z.strictObject({
  printedBy: z.string(),
  printedAt: Instant,
  takenTo: z.string(),
  reason: TakingReason,
  unitName: z.string(),
  issuedAt: Instant,
  pack: ReferralPack,
  pages: z.array(z.strictObject({ file: Id, page: z.int().min(1), jpeg: base64(PAGE_CHARS) })),
});
export type PackDocument = z.infer<typeof PackDocument>;

/** What comes over the print window's port: one of these, and then nothing more. */
export const PrintDelivery = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), document: z.union([PrintDocument, PackDocument]) }),
  z.strictObject({ ok: z.literal(false), code: z.string() }),
]);
export type PrintDelivery = z.infer<typeof PrintDelivery>;
