import { z } from 'zod';
import { base64, Id, UnitCode } from '../primitives.ts';
import { define } from './definition.ts';

/**
 * Characters in base64 of one page: sealed and in base64 once more, with its header, it must fit into one push
 * (1 MiB; `shared/protocol/calls.ts`).
 */
export const PAGE_CHARS = 740_000;

/** A page of a pack's file, after its `referral_issued`; made by whoever issued the referral. */
export const referralPage = define(
  'referral_page',
  1,
  'referral',
  z.strictObject({}),
  z.strictObject({ file: Id, page: z.int().min(1).max(100), jpeg: base64(PAGE_CHARS) }),
);

/** Why a pack was kept from leaving. */
export const PackRefusal = z.enum([
  'pack_not_graded',
  'pack_redaction_missed',
  'pack_unsettled',
  'pack_codes_unknown',
  'pack_page_missing',
  'pack_page_unclean',
  'pack_file_text',
  'pack_file_annotations',
  'pack_file_attachments',
  'pack_file_metadata',
  'pack_file_uncovered',
  'no_recipient_workstation',
]);
export type PackRefusal = z.infer<typeof PackRefusal>;

/** A pack was refused, by the vault or by the check of its files. Never what stood in it. */
export const packRefused = define(
  'pack_refused',
  1,
  'journal',
  z.strictObject({ code: PackRefusal }),
  z.strictObject({ caseId: Id, unit: UnitCode.optional() }),
);
