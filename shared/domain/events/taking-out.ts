import { z } from 'zod';
import { AgeRecipient } from '../age-recipient.ts';
import { Id, Sha256, words } from '../primitives.ts';
import { define } from './definition.ts';

/**
 * Why something of a case leaves Candour (DPA 2018 s.62(2): the justification of a disclosure). Four, so that one key
 * chooses; none of them is "other", since a reason that fits nothing here is one to ask a supervisor about.
 */
export const TakingReason = z.enum(['meeting', 'hearing', 'oversight', 'safeguarding']);
export type TakingReason = z.infer<typeof TakingReason>;

/** What a print shows of a case. */
export const PrintedPart = z.enum(['report', 'annotations', 'decisions']);
export type PrintedPart = z.infer<typeof PrintedPart>;

/** To whom it goes, in the words of whoever takes it out (DPA 2018 s.62(4)(b): the identity of the recipients). */
export const TakenTo = words(200).refine((text) => text.trim().length > 0, 'say who receives it');

/**
 * A case was given to the printer, or to an encrypted PDF. Entered before the print window gets a word of it, so a print
 * that fails afterwards is in the journal too.
 */
export const printed = define(
  'printed',
  1,
  'journal',
  z.strictObject({
    reason: TakingReason,
    parts: z.array(PrintedPart).min(1).max(PrintedPart.options.length),
    to: z.enum(['printer', 'sealed_pdf']),
  }),
  z.strictObject({ caseId: Id, takenTo: TakenTo }),
);

/** An encrypted copy of a case, or of a pack that was sent, was written. Entered before the file is. */
export const exported = define(
  'exported',
  1,
  'journal',
  z.strictObject({
    reason: TakingReason,
    sealedTo: z.enum(['passphrase', 'age_recipient']),
    /** Left out for a copy of the case itself. */
    what: z.enum(['pack_pdf', 'pack_json']).optional(),
  }),
  z.strictObject({
    caseId: Id,
    takenTo: TakenTo,
    /** Of the sealed file, by which one that turns up is recognised. */
    sha256: Sha256,
    /** Whose key opens it; absent for a passphrase. */
    recipient: AgeRecipient.optional(),
  }),
);
