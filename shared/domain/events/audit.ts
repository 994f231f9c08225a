import { z } from 'zod';
import { AgeRecipient } from '../age-recipient.ts';
import { Id, Sha256, words } from '../primitives.ts';
import { define } from './definition.ts';
import { TakenTo, TakingReason } from './taking-out.ts';

/** The audit was read, by these filters: who looks over the shoulders of others is seen doing it. Once for each question. */
export const auditRead = define(
  'audit_read',
  1,
  'journal',
  z.strictObject({}),
  z.strictObject({ caseId: Id.optional(), filters: z.array(words(40)).max(20), entries: z.int().min(0) }),
);

const sealedTo = z.enum(['passphrase', 'age_recipient']);
const taken = {
  takenTo: TakenTo,
  /** Of the sealed file, by which one that turns up is recognised. */
  sha256: Sha256,
  recipient: AgeRecipient.optional(),
};

/** Entries of the audit were written into an encrypted, signed file. Entered before the file is. */
export const auditExported = define(
  'audit_exported',
  1,
  'journal',
  z.strictObject({ reason: TakingReason, sealedTo }),
  z.strictObject({ ...taken, entries: z.int().min(0) }),
);

/** What is held about a named person was looked for over all cases: the number of passages and cases, never the name. */
export const subjectSearched = define(
  'subject_searched',
  1,
  'journal',
  z.strictObject({}),
  z.strictObject({ passages: z.int().min(0), cases: z.int().min(0) }),
);

/** What was found about a person was written into an encrypted file. Entered before the file is. */
export const subjectExported = define(
  'subject_exported',
  1,
  'journal',
  z.strictObject({ reason: TakingReason, sealedTo }),
  z.strictObject({
    ...taken,
    passages: z.int().min(0),
    /** Of these, so many that were uncovered first. */
    uncovered: z.int().min(0),
  }),
);
